"""Four eyes: who may publish which draft, and what was said about it.

The rules of the section's design, "How a change becomes public": with settings.REVIEW_REQUIRED nobody publishes a draft
of their own, superusers included; an approval holds for that very draft; an emergency needs a reason and asks a
second person afterwards.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from trafficking.models import Remark, Revision

Kind, Verdict = Revision.Kind, Remark.Verdict


def say(revision: Revision, verdict: Any, author: Any = None, text: str = "", **fields: Any) -> Remark:
    """Write something down about a revision; `share_link` tells of a reader without an account."""
    return Remark.objects.create(revision=revision, verdict=verdict, author=author, text=text.strip(), **fields)


def verdict_on(revision: Revision) -> Remark | None:
    """The newest thing that staff decided about this very draft: sent for review, approved or sent back."""
    decided = (Verdict.SUBMITTED, Verdict.APPROVED, Verdict.RETURNED)
    return revision.remarks.filter(verdict__in=decided).order_by("-created_at", "-id").first()


def is_approved(revision: Revision) -> bool:
    """Whether somebody else than its author approved this very draft and did not send it back since."""
    newest = verdict_on(revision)
    return bool(newest and newest.verdict == Verdict.APPROVED and newest.author_id != revision.author_id)


def reasons_against(revision: Revision, publisher: Any, emergency: bool = False, reason: str = "") -> list[str]:
    """Why this person may not publish this draft, in sentences; empty when they may."""
    if emergency:
        return [] if reason.strip() else [_("Say why this cannot wait for a second person.")]
    if not settings.REVIEW_REQUIRED or is_approved(revision):
        return []
    if revision.author_id and publisher and publisher.pk != revision.author_id:
        return []
    return [_("Somebody else must look at this draft before it goes live.")]


def waiting(but_not_by: Any = None) -> models.QuerySet[Revision]:
    """Pending drafts that were sent for review and not decided since, oldest first; without a person's own."""
    found = pending_drafts().filter(_newest_verdict(Verdict.SUBMITTED))
    if but_not_by is not None:
        found = found.exclude(author=but_not_by)
    return found.order_by("created_at")


def returned_to(author: Any) -> models.QuerySet[Revision]:
    """Somebody's pending drafts that were sent back."""
    return pending_drafts().filter(_newest_verdict(Verdict.RETURNED), author=author).order_by("-created_at")


def pending_drafts() -> models.QuerySet[Revision]:
    """The drafts that wait now, of all items."""
    later = Revision.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), number__gt=OuterRef("number")
    )
    drafts = Revision.objects.filter(kind=Kind.DRAFT).select_related("content_type", "author")
    return drafts.filter(~Exists(later.about_drafts()))


def unreviewed_emergencies() -> models.QuerySet[Revision]:
    """Emergency publications that no second person has looked at yet, oldest first; not of what was deleted since."""
    looked = Remark.objects.filter(revision=OuterRef("pk"), verdict=Verdict.APPROVED)
    deleted = Revision.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        number__gt=OuterRef("number"),
        kind=Kind.DELETED,
    )
    return (
        Revision.objects.filter(kind=Kind.PUBLISHED, emergency=True)
        .filter(~Exists(looked), ~Exists(deleted))
        .select_related("content_type", "author")
        .order_by("created_at")
    )


def _newest_verdict(verdict: Any) -> Exists:
    decided = Remark.objects.filter(
        revision=OuterRef("revision"), verdict__in=(Verdict.SUBMITTED, Verdict.APPROVED, Verdict.RETURNED)
    )
    later = decided.filter(created_at__gt=OuterRef("created_at"))
    return Exists(Remark.objects.filter(revision=OuterRef("pk"), verdict=verdict).filter(~Exists(later)))


def name_of(person: Any) -> str:
    """A person as the desk names them: the full name, else the name they sign in with; nobody is the system."""
    return (person.get_full_name() or person.get_username()) if person else _("the system")
