"""The history of an item: who did what and when; any two versions compared; any version restored."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from trafficking.admin.base import Tool
from trafficking.admin.versions import DRAFT, LIVE, History, label_of
from trafficking.editorial import comparison, flow
from trafficking.editorial.values import name_of
from trafficking.models import Revision

ON_A_PAGE = 25


class HistoryScreens:
    """The history page of a noun with drafts. All that happened to an item is in its revisions.

    What the desk notes without one (“checked today”) stands between them.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:object_id>/compare/", view(self.compare_view), name=self.screen_name("compare")),
            path("<uuid:object_id>/restore/<int:number>/", view(self.restore_view), name=self.screen_name("restore")),
            *super().get_urls(),
        ]

    def tools(self, request: HttpRequest, item: models.Model) -> list[Tool]:
        tools = super().tools(request, item)
        if flow.pending(item):
            url = f"{self.screen(item, 'compare')}?from={LIVE}&to={DRAFT}"
            tools.append(Tool(_("Compare the draft with what is stored"), url))
        return tools

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        item = self.item_or_what_is_left(request, unquote(object_id))
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not item._state.adding:
            flow.seen(item)
        history = History(item, request.user)
        page = Paginator(history.keys(), ON_A_PAGE).get_page(request.GET.get("p"))
        entries = list(history.entries(page.object_list))
        newest = next((entry for entry in entries if entry.revision), None)
        for entry in entries:
            if entry.revision and not entry.is_live and self._may_restore(request, item, str(entry.number)):
                entry.restore = self.screen(item, "restore", entry.number)
        context = {
            "page": page,
            "entries": entries,
            # Chosen to begin with: the newest version and the one before it.
            "to": newest and newest.number,
            "from": newest and newest.before,
            "compare": self.screen(item, "compare"),
            "draft": None if history.is_gone else flow.pending(item),
            **(extra_context or {}),
        }
        return self.answer(request, "admin/history/history.html", item, _("History: %(item)s"), context)

    def compare_view(self, request: HttpRequest, object_id: uuid.UUID) -> HttpResponse:
        item = self.item_or_what_is_left(request, object_id)
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        history = History(item, request.user)
        pair = [history.version(request.GET.get(name)) for name in ("from", "to")]
        if None in pair:
            messages.warning(request, _("Choose two versions to compare."))
            return redirect(self.screen(item, "history"))
        before, after = pair
        differences = history.between(before.state, after.state)
        language = request.GET.get("language", "")
        context = {
            "before": before,
            "after": after,
            "choices": history.choices(),
            # Translators: all languages.
            "languages": [("", _("all")), *settings.LANGUAGES],
            "language": language,
            "groups": groups(differences, language),
            "summary": comparison.summary(differences),
            "restore": self._may_restore(request, item, before.key) and self.screen(item, "restore", int(before.key)),
        }
        return self.answer(request, "admin/history/compare.html", item, _("Compare: %(item)s"), context)

    def restore_view(self, request: HttpRequest, object_id: uuid.UUID, number: int) -> HttpResponse:
        """Make an older version the draft. A draft that waits is replaced only when that very one was named."""
        item = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        revision = Revision.objects.of(item).filter(number=number).first()
        if revision is None:
            messages.warning(request, _("There is no version %(number)s.") % {"number": number})
            return redirect(self.screen(item, "history"))
        waiting = flow.pending(item)
        if request.method == "POST" and (not waiting or request.POST.get("instead_of") == str(waiting.number)):
            flow.restore(revision, request.user)
            words = _("Version %(number)s is the draft now. Visitors see nothing of it until it is published.")
            messages.success(request, words % {"number": number})
            return redirect(self.screen(item, "change"))
        context = {
            "revision": revision,
            "version": label_of(revision),
            "draft": waiting,
            "compare": self.screen(item, "compare"),
        }
        return self.answer(request, "admin/history/restore.html", item, _("Restore: %(item)s"), context)

    def _may_restore(self, request: HttpRequest, item: models.Model, key: str) -> bool:
        """Whether a version can become the draft: a numbered one of an item that is there, for who may change it."""
        return key.isdecimal() and not item._state.adding and self.has_change_permission(request, item)

    def item_or_what_is_left(self, request: HttpRequest, key: Any) -> models.Model | None:
        """The item; if it is gone, an empty row with its key; None for a key that never was.

        Raises PermissionDenied for a reader without the right to view.
        """
        item = self.get_object(request, str(key))
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        if item is None:
            try:
                item = self.model(pk=uuid.UUID(str(key)))
            except ValueError:
                return None
        return item if not item._state.adding or Revision.objects.of(item).exists() else None

    def answer(
        self, request: HttpRequest, template: str, item: models.Model, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        """One of an item's own screens; `title` has a place for its name."""
        is_gone = item._state.adding
        name = name_of(self.model, Revision.objects.of(item).of_rows()[0].data) if is_gone else str(item)
        context = {
            **self.admin_site.each_context(request),
            "title": title % {"item": name},
            "opts": self.opts,
            "item": name,
            "form_address": self.list_address("deleted") if is_gone else self.screen(item, "change"),
            "history_address": self.screen(item, "history"),
            "is_gone": is_gone,
            **context,
        }
        return TemplateResponse(request, template, context)


def groups(differences: list[comparison.Difference], language: str) -> list[tuple[str, str, list]]:
    """Language, heading and differences: first what has no language, then each language; only one if it is named."""
    headings = [("", _("In every language")), *settings.LANGUAGES]
    found = [
        (code, heading, [each for each in differences if each.language == code])
        for code, heading in headings
        if language in {"", code}
    ]
    return [group for group in found if group[2]]
