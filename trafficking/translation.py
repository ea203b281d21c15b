"""Which fields have four languages.

Pitfalls of modeltranslation, met by trying:
- Never query, index, order or export the unsuffixed column: it holds the language of the last
  saver's screen. Name the suffixed one (`name_lv`).
- Filters and ordering do not fall back from language to language; `trafficking.texts` does.
- No booleans, numbers or many-to-many here.
- Never take a language out of settings.LANGUAGES: its columns would go. Hide it instead.
"""

from django.db.models import Model
from modeltranslation.translator import TranslationOptions, translator

from trafficking import models


def translate(model: type[Model], *fields: str) -> None:
    translator.register(model, type("Options", (TranslationOptions,), {"fields": fields}))


translate(models.Situation, "name", "lead", "search_words")
translate(models.ServiceType, "name", "description", "search_words")
translate(models.Area, "name", "search_words")
translate(models.Audience, "name", "search_words")
translate(models.Language, "search_words")
translate(models.EventKind, "name", "search_words")
translate(models.Organisation, "name", "neutral_name", "summary", "description", "alert")
translate(models.Service, "details", "eligibility", "papers_needed", "not_needed")
translate(models.Phone, "label")
translate(models.Location, "name")
translate(models.Image, "alternative_text")
translate(models.Document, "title", "note")
translate(models.Person, "name")
translate(models.Event, "title", "date_remark", "place", "lead", "body")
translate(models.Participation, "role")
translate(models.EventLink, "title", "note")
translate(models.Award, "honour", "described_group", "role", "presenter_role", "handed_over", "citation")
translate(models.Page, "title", "menu_title", "lead", "body")
translate(models.ReportRanking, "note")
translate(models.UrgentLine, "text")
translate(models.Notice, "title", "text")
