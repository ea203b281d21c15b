"""Events, their kinds, and the persons named in the record."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trafficking.admin.base import DeskInline
from trafficking.admin.lists import text_column
from trafficking.admin.published import PUBLISHING, PublishedAdmin
from trafficking.admin.service_type import TermAdmin
from trafficking.admin.sheets import SheetScreens
from trafficking.models import Event, EventKind, EventLink, Participation, Person


class ParticipationInline(DeskInline):
    model = Participation
    fields = (("person", "organisation", "position"), "role")
    autocomplete_fields = ("person", "organisation")


class EventLinkInline(DeskInline):
    model = EventLink
    fields = ("title", ("url", "language", "position"), "note")


@admin.register(Event)
class EventAdmin(SheetScreens, PublishedAdmin):
    list_display = (text_column("title", _("title")), "year", "outcome", "position")
    list_filter = ("year", "kinds", "outcome")
    search_fields = ("title", "lead", "place", "slug")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("image", "documents", "same_grant_as")
    inlines = (ParticipationInline, EventLinkInline)
    fieldsets = (
        (None, {"fields": ("title", "lead", "body")}),
        (
            _("When"),
            {
                "description": _("Give what is known, and nothing more. A year is enough."),
                "fields": ("year", ("starts_on", "ends_on", "month"), "date_remark", "outcome"),
            },
        ),
        (_("What and where"), {"fields": ("kinds", "place")}),
        (_("Money"), {"classes": ("collapse",), "fields": (("amount", "currency"), "same_grant_as")}),
        (_("Picture and documents"), {"fields": ("image", "documents")}),
        (_("Address and place in lists"), {"fields": ("slug", "position")}),
        PUBLISHING,
    )


@admin.register(EventKind)
class EventKindAdmin(TermAdmin):
    fieldsets = (
        (None, {"fields": ("name", "search_words")}),
        (_("Address and place in lists"), {"fields": ("slug", "position")}),
        PUBLISHING,
    )


@admin.register(Person)
class PersonAdmin(PublishedAdmin):
    list_display = (text_column("name", _("name")), "original_spelling")
    search_fields = ("name", "original_spelling", "other_spellings")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "original_spelling", "other_spellings")}),
        (_("Address"), {"fields": ("slug",)}),
        PUBLISHING,
    )
