"""Deleting items, and bringing them back."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trafficking.admin.tool import Tool
from trafficking.editorial import deleted, flow, review
from trafficking.editorial.values import Names, name_of, references
from trafficking.models import Revision

ON_A_PAGE = 50
#: Of each kind of use, so many are named before an item is deleted.
NAMED = 20


class DeletionScreens:
    """Deletion with a reason, refused while anything refers to the item; the list of what was deleted."""

    delete_confirmation_template = "admin/deleting/delete.html"
    delete_selected_confirmation_template = "admin/deleting/delete_selected.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name=self.screen_name("deleted")),
            path("<uuid:key>/undelete/", view(require_POST(self.undelete_view)), name=self.screen_name("undelete")),
            *super().get_urls(),
        ]

    def list_tools(self, request: HttpRequest) -> list[Tool]:
        return [*super().list_tools(request), Tool(_("Deleted items"), self.list_address("deleted"))]

    def get_deleted_objects(self, objs, request):
        _everything, counts, needed, protected = super().get_deleted_objects(objs, request)
        items = [part for item in objs for part in (self.named(item), self._rows_of(item)) if part]
        used = dict.fromkeys(words for item in objs for words in self._uses(item))
        # Django names only some of them, and rows of children without their item.
        return items, counts, needed, list(used) or protected

    def _rows_of(self, item: models.Model) -> list[str]:
        """What goes with an item. Django would list the rows of its links too."""
        rows = [row for name in item.children for row in getattr(item, name).all()]
        return [f"{capfirst(row._meta.verbose_name)}: {row}" for row in rows]

    def _uses(self, item: models.Model) -> list[str]:
        """Who refers to an item, with links; of very many only some."""
        users = deleted.users_of(item, NAMED + 1)
        words = [self._named_user(user) for user in users[:NAMED]]
        return [*words, _("and others")] if len(users) > NAMED else words

    def _named_user(self, user: Any) -> str:
        if isinstance(user, Revision):
            # Translators: before the name of the item that somebody drafted a new text for.
            return format_html(_("Draft: {}"), self.named(user.item))
        return self.named(user)

    def delete_model(self, request, obj):
        flow.delete(obj, request.user, request.POST.get("reason", ""))

    def delete_queryset(self, request, queryset):
        for item in queryset:
            self.delete_model(request, item)

    def log_deletions(self, request, queryset):
        """Nothing: `flow.delete` writes down who deleted what, when and why."""

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except flow.RefusedError as refusal:
            # Somebody has just linked to it.
            messages.error(request, str(refusal))
            return redirect(request.path)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        title = _("Deleted: %(nouns)s") % {"nouns": self.opts.verbose_name_plural}
        return deleted_page(request, self.admin_site, [self], title, {"opts": self.opts})

    def undelete_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        if not self.has_delete_permission(request):
            raise PermissionDenied
        lost = deleted.gone(self.model).filter(object_id=key).first()
        if lost is None:
            messages.warning(request, _("This is not among the deleted items; perhaps somebody has brought it back."))
            return redirect(self.list_address("deleted"))
        item = flow.undelete(lost, request.user)
        # The note tells what could not come back.
        words = _("Visitors do not see it yet. Look at it and publish it.")
        messages.success(request, f"{Revision.objects.of(item)[0].note} {words}")
        return redirect(self.screen(item, "change"))


def all_deleted(request: HttpRequest, site: AdminSite = admin.site) -> HttpResponse:
    """What was deleted of all nouns that this person may see."""
    nouns = [page for page in site._registry.values() if isinstance(page, DeletionScreens)]
    allowed = [page for page in nouns if page.has_view_or_change_permission(request)]
    if not allowed:
        raise PermissionDenied
    return deleted_page(request, site, allowed, _("Deleted items"), {})


def deleted_page(
    request: HttpRequest, site: AdminSite, pages: Iterable[DeletionScreens], title: str, more: dict[str, Any]
) -> HttpResponse:
    """The list of what was deleted of some nouns, the newest first, each with a button that brings it back."""
    by_model = {page.model: page for page in pages}
    keys = [(when, model, pk) for model in by_model for pk, when in deleted.gone(model).values_list("pk", "created_at")]
    keys.sort(key=lambda key: key[0], reverse=True)
    page = Paginator(keys, ON_A_PAGE).get_page(request.GET.get("p"))
    revisions = Revision.objects.select_related("author").in_bulk([pk for _when, _model, pk in page])
    names = Names()
    names.learn(each for _when, model, pk in page for each in references(model, revisions[pk].data))
    rows = [_row(request, by_model[model], revisions[pk], names) for _when, model, pk in page]
    words = ngettext("%(number)d item", "%(number)d items", len(keys)) % {"number": len(keys)}
    context = {**site.each_context(request), "title": title, "page": page, "rows": rows, "count": words, **more}
    return TemplateResponse(request, "admin/deleting/deleted.html", context)


def _row(request: HttpRequest, page: DeletionScreens, revision: Revision, names: Names) -> dict[str, Any]:
    gone = page.model(pk=revision.object_id)
    return {
        "noun": page.opts.verbose_name,
        "name": name_of(page.model, revision.data, names),
        "revision": revision,
        "is_known": revision.kind == Revision.Kind.DELETED,
        "who": review.name_of(revision.author),
        "history": page.screen(gone, "history"),
        "undelete": page.screen(gone, "undelete") if page.has_delete_permission(request) else "",
    }
