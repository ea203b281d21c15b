"""What the lists of the desk share: columns, filters and actions."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trafficking.editorial import flow, review, translations
from trafficking.editorial.values import moment
from trafficking.models import Revision
from trafficking.models.publishing import Stage
from trafficking.texts import text


class DeskList(ChangeList):
    """Reads along what the language column looks at: the children with their texts, and the checked translations."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).prefetch_related(*getattr(self.model, "children", ()))

    def get_results(self, request):
        super().get_results(request)
        people = User.objects.in_bulk({item.draft_by for item in self.result_list if getattr(item, "draft_by", None)})
        checks = translations.checks_of(self.result_list)
        for item in self.result_list:
            item.draft_author = people.get(getattr(item, "draft_by", None))
            item.translation_checks = checks[item.pk]


def text_column(field: str, label: str) -> Callable[[models.Model], str]:
    """A column with a translated text in the language of the desk, or the next one that has it."""

    @admin.display(description=label, ordering=f"{field}_{settings.LANGUAGE_CODE}")
    def column(item: models.Model) -> str:
        return text(item, field).value or gettext("(empty)")

    column.__name__ = field
    return column


def with_drafts(items: models.QuerySet) -> models.QuerySet:
    """Each item with `draft_at`, `draft_by` (a key) of the draft that waits, None where there is none."""
    kind = ContentType.objects.get_for_model(items.model)
    newest = Revision.objects.filter(content_type=kind, object_id=OuterRef("pk")).about_drafts().order_by("-number")
    draft = Q(newest_kind=Revision.Kind.DRAFT)
    return items.annotate(
        newest_kind=Subquery(newest.values("kind")[:1]),
        draft_at=Case(When(draft, then=Subquery(newest.values("created_at")[:1]))),
        draft_by=Case(When(draft, then=Subquery(newest.values("author")[:1]))),
    )


@admin.display(description=_("status"), ordering="stage")
def stage_column(item: models.Model) -> str:
    """“Live”, “Not published”, “From 3 Dec 2026, 09:00”, “Live; draft by (who), 23 Nov 14:05”, in Riga time."""
    return format_html('<span class="chip stage-{}">{}</span>', item.stage, stage_words(item))


def stage_words(item: models.Model) -> str:
    """An item's status as a sentence, draft included; the item comes from `with_stage` and `with_drafts`."""
    words = str(Stage(item.stage).label)
    if item.stage == Stage.COMING:
        words = gettext("From %(moment)s") % {"moment": moment(item.publish_from)}
    elif item.stage == Stage.LIVE and item.publish_until:
        words = gettext("Live until %(moment)s") % {"moment": moment(item.publish_until)}
    elif item.stage == Stage.OVER:
        words = gettext("Until %(moment)s") % {"moment": moment(item.publish_until)}
    if not item.draft_at:
        return words
    return gettext("%(status)s; draft by %(who)s, %(moment)s") % {
        "status": words,
        "who": review.name_of(getattr(item, "draft_author", None) or User.objects.filter(pk=item.draft_by).first()),
        "moment": moment(item.draft_at, "j M, H:i"),
    }


def languages_column(address_of: Callable[[models.Model, str], str] | None) -> Callable[[models.Model], str]:
    """A chip for each language, in words: “en ✓”, “ru: 2 missing”, “uk: 1 out of date”.

    `address_of` leads from an item to where it is translated into a language; None for a reader who may not.
    """

    @admin.display(description=_("languages"))
    def column(item: models.Model) -> str:
        found = translations.statuses(item, item.translation_checks)
        return format_html_join(" ", "{}", ((chip(each, address(item, each)),) for each in found)) or "–"

    def address(item: models.Model, status: translations.LanguageStatus) -> str:
        return address_of(item, status.language) if address_of and not status.is_source else ""

    column.__name__ = "languages_column"
    return column


def chip(status: translations.LanguageStatus, address: str = "") -> str:
    """How far one language is, in words, with the names of the texts to be done; leads to an address."""
    kind = "complete" if status.is_complete else "outdated" if status.outdated else "missing"
    names = ", ".join((*status.missing, *status.outdated, *status.alone))
    if address:
        return format_html('<a class="chip {}" title="{}" href="{}">{}</a>', kind, names, address, words_of(status))
    return format_html('<span class="chip {}" title="{}">{}</span>', kind, names, words_of(status))


def words_of(status: translations.LanguageStatus) -> str:
    """“en ✓”, “ru: 2 missing, 1 out of date”, “uk missing”."""
    mark = "" if status.is_complete or status.is_empty else ":"
    return f"{status.language}{mark} {state_words(status)}"


def state_words(status: translations.LanguageStatus) -> str:
    """“✓”, “2 missing, 1 out of date”, “missing”."""
    if status.is_complete:
        return "✓"
    if status.is_empty:
        # Translators: none of the texts stands in this language: “uk missing”.
        return gettext("missing")
    parts = (
        (status.missing, gettext("%(number)d missing")),
        (status.outdated, gettext("%(number)d out of date")),
        # Translators: texts that were written in this language and not in the source language.
        (status.alone, gettext("%(number)d without a source text")),
    )
    return ", ".join(words % {"number": len(names)} for names, words in parts if names)


class StageFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return Stage.choices

    def queryset(self, request, queryset):
        return queryset.filter(stage=self.value()) if self.value() else queryset


class MissingLanguageFilter(admin.SimpleListFilter):
    title = _("translation missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        if self.value() not in translations.LANGUAGES:
            return queryset
        return queryset.filter(translations.lacks(queryset.model, self.value()))


class OutdatedLanguageFilter(admin.SimpleListFilter):
    title = _("translation out of date")
    parameter_name = "outdated"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        if self.value() not in translations.LANGUAGES:
            return queryset
        return queryset.filter(pk__in=list(translations.outdated(queryset.model)[self.value()]))


class DraftFilter(admin.SimpleListFilter):
    title = _("draft")
    parameter_name = "draft"

    def lookups(self, request, model_admin):
        return [("any", _("With a draft")), ("mine", _("With a draft of mine")), ("none", _("Without a draft"))]

    def queryset(self, request, queryset):
        wanted = {
            "any": Q(draft_at__isnull=False),
            "mine": Q(draft_by=request.user.pk),
            "none": Q(draft_at=None),
        }
        return queryset.filter(wanted.get(self.value(), Q()))


@admin.action(description=_("Publish the selected items"), permissions=["publish"])
def publish(modeladmin, request, queryset):
    """What is ready goes live; of everything else it is said what is in the way, with the page to mend it on."""
    done = 0
    for item in queryset:
        draft = modeladmin.as_draft(item, request.user)
        ready = modeladmin.readiness(draft, request.user)
        if ready.is_clear:
            flow.publish(draft, request.user)
            done += 1
            continue
        reasons = " ".join([*ready.review, *ready.blockers, *ready.warnings]) or gettext("Telephone numbers changed.")
        line = format_html(
            '{}: <a href="{}">{}</a>. {}', gettext("Not published"), modeladmin.screen(item, "publish"), item, reasons
        )
        modeladmin.message_user(request, line, messages.ERROR)
    if done:
        words = ngettext("%(number)d item is published.", "%(number)d items are published.", done)
        modeladmin.message_user(request, words % {"number": done}, messages.SUCCESS)
