"""Translating side by side: the source text left, the box for its translation right, then the next item."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from trafficking.admin import lists
from trafficking.admin.tool import Tool
from trafficking.admin.translating_queue import next_address
from trafficking.admin.translating_save import confirm, is_drafted, save
from trafficking.admin.translating_work import Shown, Work
from trafficking.editorial import flow, review, translation_checks, translations
from trafficking.editorial.confidential import hidden_from
from trafficking.editorial.translation_rules import Key, Standing
from trafficking.editorial.translations import LanguageStatus

NAMES = dict(settings.LANGUAGES)


def label_of(status: LanguageStatus) -> str:
    """“Translate: Russian (2 missing)”."""
    words = gettext("Translate: %(language)s (%(state)s)")
    return words % {"language": NAMES[status.language], "state": lists.state_words(status)}


class TranslatingScreens:
    """The screen on which an item is translated, with the ways there from its form and its list."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.translate)
        return [
            path("<uuid:key>/translate/<slug:language>/", view, name=self.screen_name("translate")),
            *super().get_urls(),
        ]

    def get_list_display(self, request):
        first, *others = super().get_list_display(request)
        address_of = self.translating if self.has_change_permission(request) else None
        return (first, lists.languages_column(address_of), *others)

    def get_list_filter(self, request):
        return (*super().get_list_filter(request), lists.MissingLanguageFilter, lists.OutdatedLanguageFilter)

    def tools(self, request: HttpRequest, item: models.Model) -> list[Tool]:
        found = translations.statuses(item) if self.has_change_permission(request, item) else []
        own = [Tool(label_of(each), self.translating(item, each.language)) for each in found if not each.is_source]
        return [*super().tools(request, item), *own]

    def translating(self, item: models.Model, language: str) -> str:
        """The address at which an item is translated into a language."""
        return self.screen(item, "translate", language)

    def hidden_rows(self, request: HttpRequest, item: models.Model) -> set[str]:
        """Rows of an item of which this reader may see nothing: "locations/<key>"."""
        return {f"locations/{key}" for key in hidden_from(request.user, item)}

    def translate(self, request: HttpRequest, key: str, language: str) -> HttpResponse:
        if language not in NAMES:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        shown = Shown.now(item, request.user) if posted is None else Shown.by_token(item, posted.get("shown", ""))
        work = Work(self, request, item, language, shown, posted)
        if language == work.texts.source:
            words = gettext("This item is written in this language; the others are translated from it.")
            self.message_user(request, words, messages.INFO)
            return HttpResponseRedirect(self.screen(item, "change"))
        return self._page(work) if posted is None else self._answer(work)

    def _answer(self, work: Work) -> HttpResponse:
        """What a button does: copy the source text, say that translations fit, or save."""
        posted, named = work.data, {work.name_of(key): key for key in work.keys}
        if key := named.get(posted.get("_copy")):
            return self._page(work.going_on(**{work.name_of(key): work.texts.source_text(key.place)}))
        if "_correct" in posted or "_all_correct" in posted:
            chosen = named.values() if "_all_correct" in posted else [named.get(posted["_correct"])]
            self._say_correct(work, [key for key in work.outdated if key in chosen])
            return self._page(work.going_on()) if work.touched else HttpResponseRedirect(work.request.path)
        return self._save(work) if work.form.is_valid() else self._page(work)

    def _say_correct(self, work: Work, keys: list[Key]) -> None:
        confirmed = confirm(work, keys)
        if len(confirmed) < len(keys):
            words = gettext("A colleague has changed a translation meanwhile. Look at it once more.")
            self.message_user(work.request, words, messages.WARNING)
        if confirmed:
            words = still_correct_words(work.model, confirmed)
            self.log_change(work.request, work.item, words)
            self.message_user(work.request, words, messages.SUCCESS)

    def _save(self, work: Work) -> HttpResponse:
        request, item = work.request, work.item
        outcome = save(work)
        for name in outcome.lost:
            words = gettext("A colleague has deleted “%(text)s”. What you typed there is kept in the history.")
            self.message_user(request, words % {"text": name}, messages.WARNING)
        if outcome.again:
            words = gettext(
                "Nothing is saved yet: a colleague was here meanwhile. Look at what changed, and save again."
            )
            self.message_user(request, words, messages.WARNING)
            return self._page(outcome.again)
        if outcome.saved:
            self.log_change(request, item, [{"changed": {"fields": names_of(work.model, outcome.saved)}}])
            self.message_user(request, _saved(item), messages.SUCCESS)
        if "_next" in work.data:
            return HttpResponseRedirect(next_address(self, request, item, work.language))
        return HttpResponseRedirect(request.path)

    def _page(self, work: Work) -> HttpResponse:
        request, item, hidden = work.request, work.item, self.hidden_rows(work.request, work.item)
        total = work.count(Standing.OUTDATED, Standing.MISSING, Standing.CURRENT)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Translate: %(language)s") % {"language": NAMES[work.language]},
            "subtitle": work.names[""],
            "opts": self.opts,
            "original": item,
            "work": work,
            "source_name": capfirst(NAMES[work.texts.source]),
            "target_name": capfirst(NAMES[work.language]),
            "is_drafted": is_drafted(item),
            "author": review.name_of(work.shown.author),
            "hidden": len(hidden),
            "progress": ngettext(
                "%(current)d of %(total)d text is up to date.", "%(current)d of %(total)d texts are up to date.", total
            )
            % {"current": work.count(Standing.CURRENT), "total": total},
            "media": Media.from_media(self.media + work.form.media, nonce=str(request.csp_nonce)),
        }
        return TemplateResponse(request, "admin/translate.html", context)


def still_correct_in(language: str):
    """An action for lists: all translations of the chosen items into a language still fit."""

    @admin.action(
        description=format_lazy(_("Translation still correct: {language}"), language=NAMES[language]),
        permissions=["change"],
    )
    def action(modeladmin, request, queryset):
        stale = queryset.filter(pk__in=list(translations.outdated(queryset.model)[language]))
        number = sum(_is_still_correct(modeladmin, request, item, language) for item in stale)
        words = ngettext(
            "%(number)d item is up to date again: %(language)s.",
            "%(number)d items are up to date again: %(language)s.",
            number,
        )
        modeladmin.message_user(request, words % {"number": number, "language": NAMES[language]}, messages.SUCCESS)

    action.__name__ = f"still_correct_{language}"
    return action


STILL_CORRECT = tuple(still_correct_in(language) for language in NAMES)


def _is_still_correct(modeladmin: TranslatingScreens, request: HttpRequest, item: models.Model, language: str) -> bool:
    """Whether anything was out of date in the text that is public, or would be; it is no more."""
    with transaction.atomic():
        rows = flow.seen(item, request.user)
        texts = translations.sheet_of(type(item), rows.data)
        hidden = modeladmin.hidden_rows(request, item)
        keys = [
            key
            for key in translation_checks.out_of_date(texts, translations.checks_of([item])[item.pk], language)
            if key.row not in hidden
        ]
        translation_checks.confirm(item, keys, texts, texts, request.user)
        if keys:
            modeladmin.log_change(request, item, still_correct_words(type(item), keys))
    return bool(keys)


def still_correct_words(model: type[models.Model], keys: list[Key]) -> str:
    """What the history says of it: “Still correct: title (Russian), lead (Russian).”"""
    return gettext("Still correct: %(texts)s.") % {"texts": ", ".join(names_of(model, keys))}


def names_of(model: type[models.Model], keys: list[Key]) -> list[str]:
    """Texts as the history names them. Without the name of a row, which may be an address that becomes confidential."""
    return list(dict.fromkeys(f"{translations.name_of(model, key.place)} ({NAMES[key.language]})" for key in keys))


def _saved(item: models.Model) -> str:
    if is_drafted(item):
        return gettext("Saved as a draft. Visitors see it once it is published.")
    return gettext("Saved. Visitors see it now.")
