"""Awards."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trafficking.admin.lists import text_column
from trafficking.admin.published import PUBLISHING, PublishedAdmin
from trafficking.models import Award


@admin.register(Award)
class AwardAdmin(PublishedAdmin):
    list_display = (text_column("honour", _("honour")), "recipients", "year", "kind", "outcome", "position")
    list_filter = ("year", "kind", "outcome")
    list_select_related = ("person", "organisation")
    search_fields = ("honour", "described_group", "citation", "person__name", "organisation__name")
    autocomplete_fields = ("person", "organisation", "presented_by", "event", "image")
    fieldsets = (
        (None, {"fields": ("honour", ("kind", "year", "outcome"))}),
        (
            _("Who was honoured"),
            {
                "description": _("A person, an organisation, or a group in words when nobody is named."),
                "fields": ("person", "organisation", "described_group", "role", "citation"),
            },
        ),
        (
            _("How it was given"),
            {"fields": ("presented_on", "presented_by", "presenter_role", "handed_over", "event", "image")},
        ),
        (_("Place in lists"), {"fields": ("position",)}),
        PUBLISHING,
    )

    @admin.display(description=_("recipient"))
    def recipients(self, award: Award) -> str:
        return str(award.recipient or award.described_group or "–")
