"""The page of a noun that the public sees once it is published."""

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy

from trafficking.admin import lists
from trafficking.admin.base import DeskAdmin
from trafficking.admin.deleting import DeletionScreens
from trafficking.admin.drafting import Drafting
from trafficking.admin.history import HistoryScreens
from trafficking.admin.sharing import SharingScreens
from trafficking.admin.steps import Steps
from trafficking.admin.translating import STILL_CORRECT, TranslatingScreens

#: The last fieldset of everything that is published.
PUBLISHING = (gettext_lazy("Publishing"), {"fields": (("publish_from", "publish_until"), "source_language")})


class PublishedAdmin(Drafting, Steps, HistoryScreens, SharingScreens, DeletionScreens, TranslatingScreens, DeskAdmin):
    actions = (lists.publish, *STILL_CORRECT)

    def get_queryset(self, request):
        return lists.with_drafts(super().get_queryset(request).with_stage())

    def get_list_display(self, request):
        first, languages, *others = super().get_list_display(request)
        return (first, lists.stage_column, languages, *others)

    def get_list_filter(self, request):
        return (lists.StageFilter, lists.DraftFilter, *super().get_list_filter(request))

    def get_view_on_site_url(self, obj=None):
        if obj is None or not hasattr(obj, "get_absolute_url") or not obj.is_public():
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:  # a process that serves the desk alone does not know the public addresses
            return None
