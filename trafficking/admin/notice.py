"""Short texts that stand on many pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from trafficking.admin.lists import text_column
from trafficking.admin.published import PUBLISHING, PublishedAdmin
from trafficking.models import Notice, UrgentLine


@admin.register(UrgentLine)
class UrgentLineAdmin(PublishedAdmin):
    list_display = ("number", text_column("text", _("text")), "reference_checked_on", "position")
    search_fields = ("number", "text")
    fieldsets = (
        (None, {"fields": ("number", "text")}),
        (_("Who says so"), {"fields": ("reference_url", "reference_checked_on")}),
        (_("Place in lists"), {"fields": ("position",)}),
        PUBLISHING,
    )


@admin.register(Notice)
class NoticeAdmin(PublishedAdmin):
    list_display = (text_column("title", _("title")), text_column("text", _("text")), "position")
    search_fields = ("title", "text")
    fieldsets = ((None, {"fields": ("title", "text", "position")}), PUBLISHING)
