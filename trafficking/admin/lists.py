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
    """Reads the children along, because the language column looks at their texts too."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).prefetch_related(*getattr(self.model, "children", ()))


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
        words = gettext("From %(moment)s") % {"moment": riga_time(item.publish_from)}
    elif item.stage == Stage.LIVE and item.publish_until:
        words = gettext("Live until %(moment)s") % {"moment": riga_time(item.publish_until)}
    elif item.stage == Stage.OVER:
        words = gettext("Until %(moment)s") % {"moment": riga_time(item.publish_until)}
    return format_html('<span class="chip stage-{}">{}</span>', item.stage, words)


def riga_time(moment) -> str:
    """A moment in words: “3 Dec 2026, 09:00”."""
    return date_format(timezone.localtime(moment), "j M Y, H:i")


@admin.display(description=_("languages"))
def languages_column(item: models.Model) -> str:
    """A chip for each language, in words: “en ✓”, “ru: 2 missing”, “uk missing”."""
    chips = [
        ("complete" if status.is_complete else "missing", ", ".join(status.missing), words_of(status))
        for status in translations.statuses(item)
    ]
    return format_html_join(" ", '<span class="chip {}" title="{}">{}</span>', chips) or "–"


def words_of(status: translations.LanguageStatus) -> str:
    if status.is_complete:
        return f"{status.language} ✓"
    if status.is_empty:
        return gettext("%(language)s missing") % {"language": status.language}
    return gettext("%(language)s: %(number)d missing") % {"language": status.language, "number": len(status.missing)}


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
