"""Pages, which make the menu, and the yearly rankings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trafficking.admin.lists import text_column
from trafficking.admin.published import PUBLISHING, PublishedAdmin
from trafficking.models import Page, ReportRanking


@admin.register(Page)
class PageAdmin(PublishedAdmin):
    list_display = (text_column("title", _("title")), "path", "in_menu", "parent", "position")
    list_filter = ("in_menu",)
    list_select_related = ("parent",)
    search_fields = ("title", "menu_title", "lead", "path")
    prepopulated_fields = {"path": ("title",)}
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ("title", "lead", "body")}),
        (_("Menu"), {"fields": ("in_menu", "menu_title", "parent", "position", "outside_url")}),
        (_("Address"), {"fields": ("path",)}),
        PUBLISHING,
    )


@admin.register(ReportRanking)
class ReportRankingAdmin(PublishedAdmin):
    list_display = ("year", "tier", "url")
    list_filter = ("tier",)
    search_fields = ("note", "url", "year")
    fieldsets = ((None, {"fields": (("year", "tier"), "url", "note")}), PUBLISHING)
