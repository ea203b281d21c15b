"""The vocabulary of help: service types, situations, areas, audiences, languages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trafficking.admin.lists import text_column
from trafficking.admin.published import PUBLISHING, PublishedAdmin
from trafficking.models import Area, Audience, Language, ServiceType, Situation


class TermAdmin(PublishedAdmin):
    list_display = (text_column("name", _("name")), "slug", "position")
    search_fields = ("name", "search_words", "slug")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Situation)
class SituationAdmin(TermAdmin):
    fieldsets = (
        (None, {"fields": ("name", "lead", "search_words")}),
        (_("Address and place in lists"), {"fields": ("slug", "position")}),
        PUBLISHING,
    )


@admin.register(ServiceType)
class ServiceTypeAdmin(TermAdmin):
    list_filter = ("situations",)
    fieldsets = (
        (None, {"fields": ("name", "description", "situations", "search_words")}),
        (_("Address and place in lists"), {"fields": ("slug", "position")}),
        PUBLISHING,
    )


@admin.register(Area)
class AreaAdmin(TermAdmin):
    list_display = (text_column("name", _("name")), "parent", "slug", "position")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ("name", "parent", "search_words")}),
        (_("Address and place in lists"), {"fields": ("slug", "position")}),
        PUBLISHING,
    )


@admin.register(Audience)
class AudienceAdmin(TermAdmin):
    fieldsets = (
        (None, {"fields": ("name", "search_words")}),
        (_("Address and place in lists"), {"fields": ("slug", "position")}),
        PUBLISHING,
    )


@admin.register(Language)
class LanguageAdmin(PublishedAdmin):
    list_display = ("__str__", "code", "position")
    search_fields = ("code", "search_words")
    fieldsets = ((None, {"fields": ("code", "search_words", "position")}), PUBLISHING)
