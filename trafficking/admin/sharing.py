"""The screen on which a draft is shared with people who have no account, and what they say is read."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from trafficking.admin.tool import Tool
from trafficking.editorial import sharing
from trafficking.models import ShareLink

DAYS = (1, 7, 14, 30)


def choices_of_days() -> list[tuple[int, str]]:
    """Asked for each form: a plural put together any earlier would stay in the language of that moment."""
    return [(days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in DAYS]


class ShareForm(forms.ModelForm):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Ends after"),
        coerce=int,
        choices=choices_of_days,
        initial=7,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ShareLink
        fields = ("reader", "language")
        widgets = {"language": forms.RadioSelect, "reader": AdminTextInputWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["language"].choices = ShareLink._meta.get_field("language").choices


class SharingScreens:
    """Adds “Share the draft” to the pages of an item. Who may change it may share it."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path("<uuid:key>/share/", guarded(self.share), name=self.screen_name("share")),
            path(
                "<uuid:key>/share/<uuid:link>/take-back/",
                guarded(require_POST(self.take_back)),
                name=self.screen_name("take_back"),
            ),
            *super().get_urls(),
        ]

    def tools(self, request: HttpRequest, item: models.Model) -> list[Tool]:
        own = [Tool(_("Share the draft"), self.screen(item, "share"))]
        return [*super().tools(request, item), *(own if self.has_change_permission(request, item) else [])]

    def share(self, request: HttpRequest, key: Any) -> HttpResponse:
        item = self._shared_item(request, key)
        form = ShareForm(request.POST or None, initial={"language": item.source_language})
        address = ""
        if form.is_valid():
            days = form.cleaned_data.pop("days")
            link, token = sharing.make(item, days=days, author=request.user, **form.cleaned_data)
            self.log_change(request, item, _("Share link made: %(reader)s.") % {"reader": link})
            address = request.build_absolute_uri(reverse("shared-draft", args=[token]))
            form = ShareForm(initial={"language": link.language})
        context = {
            **self.admin_site.each_context(request),
            "title": _("Share the draft"),
            "subtitle": str(item),
            "opts": self.opts,
            "original": item,
            "form": form,
            "address": address,
            "links": self._links(item),
        }
        return TemplateResponse(request, "admin/share.html", context)

    def take_back(self, request: HttpRequest, key: Any, link: Any) -> HttpResponse:
        item = self._shared_item(request, key)
        found = get_object_or_404(ShareLink.objects.of(item), pk=link)
        sharing.take_back(found)
        self.log_change(request, item, _("Share link taken back: %(reader)s.") % {"reader": found})
        self.message_user(request, _("The link of %(reader)s leads nowhere now.") % {"reader": found})
        return HttpResponseRedirect(self.screen(item, "share"))

    def _shared_item(self, request: HttpRequest, key: Any) -> models.Model:
        if not self.has_change_permission(request):
            raise PermissionDenied
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        return item

    def _links(self, item: models.Model) -> list[tuple[ShareLink, str]]:
        """An item's links, each with the address that takes it back."""
        links = ShareLink.objects.of(item).select_related("created_by")
        links = links.prefetch_related("remarks__revision", "remarks__share_link")
        return [(link, self.screen(item, "take_back", link.pk)) for link in links]
