"""“Checked today”: in one click for one organisation, for many from the list."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trafficking.admin.base import Tool
from trafficking.editorial import verification
from trafficking.models import Organisation

DAY = "j M Y"


class Verifying:
    """Mixin for the page of organisations: a button above the form, and beside it when it was last pressed."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.checked_today_view)
        name = self.screen_name("checked_today")
        return [path("<uuid:key>/checked-today/", view, name=name), *super().get_urls()]

    def tools(self, request: HttpRequest, item: Organisation) -> list[Tool]:
        found = super().tools(request, item)
        if item.in_directory and self.has_change_permission(request, item):
            label = gettext("Contact details checked today")
            found.append(Tool(label, self.screen(item, "checked_today"), is_button=True))
        return found

    def standing(self, request: HttpRequest, item: Organisation) -> dict[str, Any]:
        facts = [last_check(item), next_check(item)] if item.in_directory else []
        return {**super().standing(request, item), "facts": facts}

    def checked_today_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        verification.check_today([item], request.user)
        words = gettext("%(organisation)s: contact details checked today.") % {"organisation": item}
        self.message_user(request, words, messages.SUCCESS)
        from_my_work = "from_my_work" in request.POST
        return HttpResponseRedirect(reverse("admin:index") if from_my_work else self.screen(item, "change"))


def last_check(organisation: Organisation) -> str:
    """Who checked the contact details, and when, in a sentence."""
    if not organisation.verified_on:
        return gettext("Nobody has checked the contact details yet.")
    facts = {"day": date_format(organisation.verified_on, DAY), "who": organisation.verified_by}
    if not organisation.verified_by:
        return gettext("Contact details last checked on %(day)s.") % facts
    return gettext("Contact details last checked on %(day)s, by %(who)s.") % facts


def next_check(organisation: Organisation) -> str:
    """When the contact details must be checked again, in a sentence."""
    due = organisation.check_due_on
    if not due:
        return gettext("Please check them now.")
    words = gettext("Due again since %(day)s.") if due <= timezone.localdate() else gettext("Due again on %(day)s.")
    return words % {"day": date_format(due, DAY)}


class DueFilter(admin.SimpleListFilter):
    title = _("contact details")
    parameter_name = "contact"

    def lookups(self, request, model_admin):
        return [("due", _("Due for checking"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(pk__in=verification.due().order_by().values("pk")) if self.value() else queryset


@admin.action(description=_("Contact details checked today"), permissions=["change"])
def checked_today(modeladmin, request, queryset):
    number = verification.check_today(queryset, request.user)
    words = ngettext(
        "Contact details of %(number)d organisation checked today.",
        "Contact details of %(number)d organisations checked today.",
        number,
    )
    modeladmin.message_user(request, words % {"number": number}, messages.SUCCESS)
