"""What is stored. One noun a file, its QuerySet above it."""

from trafficking.models import search_source as search_source
from trafficking.models.award import Award
from trafficking.models.content_version import ContentVersion
from trafficking.models.correction import Correction
from trafficking.models.event import Event, EventKind, EventLink, Participation, Person
from trafficking.models.heartbeat import Heartbeat
from trafficking.models.link import Link, LinkUse
from trafficking.models.media import Document, Image
from trafficking.models.notice import Notice, UrgentLine
from trafficking.models.organisation import Location, Organisation, Phone, Service
from trafficking.models.page import Page, ReportRanking
from trafficking.models.remark import Remark
from trafficking.models.revision import Revision
from trafficking.models.service_type import Area, Audience, Language, ServiceType, Situation
from trafficking.models.share_link import ShareLink
from trafficking.models.starter import StarterRecord
from trafficking.models.translation_check import TranslationCheck

__all__ = [
    "Area",
    "Audience",
    "Award",
    "ContentVersion",
    "Correction",
    "Document",
    "Event",
    "EventKind",
    "EventLink",
    "Heartbeat",
    "Image",
    "Language",
    "Link",
    "LinkUse",
    "Location",
    "Notice",
    "Organisation",
    "Page",
    "Participation",
    "Person",
    "Phone",
    "Remark",
    "ReportRanking",
    "Revision",
    "Service",
    "ServiceType",
    "ShareLink",
    "Situation",
    "StarterRecord",
    "TranslationCheck",
    "UrgentLine",
]
