"""What the lists of the desk share: columns, filters and actions."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trafficking.editorial import translations
from trafficking.models.publishing import Stage
from trafficking.texts import text


class DeskList(ChangeList):
    """Reads along what the language column looks at: the children with their texts, and the checked translations."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).prefetch_related(*getattr(self.model, "children", ()))

    def get_results(self, request):
        super().get_results(request)
        checks = translations.checks_of(self.result_list)
        for item in self.result_list:
            item.translation_checks = checks[item.pk]


def text_column(field: str, label: str) -> Callable[[models.Model], str]:
    """A column with a translated text in the language of the desk, or the next one that has it."""

    @admin.display(description=label, ordering=f"{field}_{settings.LANGUAGE_CODE}")
    def column(item: models.Model) -> str:
        return text(item, field).value or gettext("(empty)")

    column.__name__ = field
    return column


@admin.display(description=_("status"), ordering="stage")
def stage_column(item: models.Model) -> str:
    """“Live”, “Not published”, “From 3 Dec 2026, 09:00”, in Riga time."""
    words = str(Stage(item.stage).label)
    if item.stage == Stage.COMING:
        words = gettext("From %(moment)s") % {"moment": _moment(item.publish_from)}
    elif item.stage == Stage.LIVE and item.publish_until:
        words = gettext("Live until %(moment)s") % {"moment": _moment(item.publish_until)}
    elif item.stage == Stage.OVER:
        words = gettext("Until %(moment)s") % {"moment": _moment(item.publish_until)}
    return format_html('<span class="chip stage-{}">{}</span>', item.stage, words)


def _moment(moment) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")


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


@admin.action(description=_("Publish the selected items"), permissions=["change"])
def publish(modeladmin, request, queryset):
    done, refused = 0, []
    for item in queryset:
        item.is_published = True
        try:
            item.full_clean()
        except ValidationError as error:
            refused.append((str(item), reasons(item, error)))
        else:
            save_and_log(modeladmin, request, item)
            done += 1
    if done:
        words = ngettext("%(number)d item is published.", "%(number)d items are published.", done)
        modeladmin.message_user(request, words % {"number": done}, messages.SUCCESS)
    for name, why in refused:
        words = gettext("Not published: %(item)s. %(reasons)s") % {"item": name, "reasons": why}
        modeladmin.message_user(request, words, messages.ERROR)


@admin.action(description=_("Take the selected items off the site"), permissions=["change"])
def unpublish(modeladmin, request, queryset):
    items = list(queryset.exclude(stage=Stage.UNPUBLISHED))
    for item in items:
        item.is_published = False
        save_and_log(modeladmin, request, item)
    words = ngettext("%(number)d item is off the site.", "%(number)d items are off the site.", len(items))
    modeladmin.message_user(request, words % {"number": len(items)}, messages.SUCCESS)


def save_and_log(modeladmin, request, item: models.Model) -> None:
    """Save through `save()`, so that the content version moves, and note it in the item's history.

    Nothing else is written: what a colleague saved meanwhile stays.
    """
    item.save(update_fields=["is_published", "updated_at"])
    changed = {"changed": {"fields": [str(item._meta.get_field("is_published").verbose_name)]}}
    modeladmin.log_change(request, item, [changed])


def reasons(item: models.Model, error: ValidationError) -> str:
    """All messages of an error in one line, each with the name of its field."""
    lines = []
    for field, found in error.message_dict.items():
        text_of_all = " ".join(found)
        if field == NON_FIELD_ERRORS:
            lines.append(text_of_all)
        else:
            lines.append(f"{capfirst(str(item._meta.get_field(field).verbose_name))}: {text_of_all}")
    return " ".join(lines)
