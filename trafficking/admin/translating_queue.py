"""What there is to translate, over all nouns: the page that lists it, and the item that comes next."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from trafficking.admin import lists
from trafficking.admin.translating_work import Shown, Work
from trafficking.editorial import review, translations
from trafficking.editorial.translation_rules import Standing

NAMES = dict(settings.LANGUAGES)
#: So many items of a noun are shown; its list has them all.
SHOWN = 20


def nouns(site: AdminSite, request: HttpRequest) -> list[ModelAdmin]:
    """The pages of the nouns that this reader may translate, in the order of the desk."""
    listed = (entry["model"] for group in site.get_app_list(request) for entry in group["models"])
    admins = (site.get_model_admin(model) for model in listed if translations.translated_fields(model))
    return [admin for admin in admins if admin.has_change_permission(request)]


def overview(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The page “Translations”: for one language, what is missing and out of date in each noun."""
    admins = {admin.model: admin for admin in nouns(site, request)}
    if not admins:
        raise PermissionDenied
    language = request.GET.get("language")
    if language not in NAMES:
        language = _first_language()
    found = translations.needing(language, admins)
    context = {
        **site.each_context(request),
        "title": gettext("Translations"),
        "languages": [(code, name, sum(each.counts[code].items for each in found)) for code, name in NAMES.items()],
        "language": language,
        "groups": [_group(admins[each.model], each, language) for each in found if each.counts[language].items],
    }
    return TemplateResponse(request, "admin/translations.html", context)


def next_address(admin: ModelAdmin, request: HttpRequest, item: models.Model, language: str) -> str:
    """Where the next item is translated that needs a language: of this noun, then of the others, in a circle.

    A draft counts as if it were published: what was translated in it needs no more.
    """
    for other, key in _queue(admin, request, item, language):
        found = other.get_queryset(request).get(pk=key)
        work = Work(other, request, found, language, Shown.now(found, request.user))
        if work.texts.source != language and work.count(Standing.OUTDATED, Standing.MISSING):
            return other.translating(found, language)
    words = gettext("Nothing else waits for a translation: %(language)s.") % {"language": NAMES[language]}
    admin.message_user(request, words, messages.INFO)
    return f"{reverse('admin:translations')}?language={language}"


def _queue(
    admin: ModelAdmin, request: HttpRequest, item: models.Model, language: str
) -> Iterator[tuple[ModelAdmin, Any]]:
    admins = nouns(admin.admin_site, request)
    here = admins.index(admin)
    own = _waiting(admin.model, language, item.pk)
    place = own.index(item.pk)
    yield from ((admin, key) for key in own[place + 1 :])
    for other in admins[here + 1 :] + admins[:here]:
        yield from ((other, key) for key in _waiting(other.model, language))
    yield from ((admin, key) for key in own[:place])


def _waiting(model: type[models.Model], language: str, also: Any = None) -> list[Any]:
    """The keys of the items that need a language, that have a draft, and of one more; in the order of their list."""
    stale, kind = translations.outdated(model)[language], ContentType.objects.get_for_model(model)
    drafted = review.pending_drafts().filter(content_type=kind).values("object_id")
    wanted = translations.needs(model, language, stale) | Q(pk__in=drafted) | Q(pk=also)
    return list(model._default_manager.filter(wanted).values_list("pk", flat=True))


def _group(admin: ModelAdmin, needing: translations.Needing, language: str) -> dict[str, Any]:
    """One noun as the page shows it: its numbers and its first items, with where each is translated."""
    items = list(needing.items[:SHOWN])
    checks, kind = translations.checks_of(items), ContentType.objects.get_for_model(admin.model)
    drafted = set(review.pending_drafts().filter(content_type=kind).values_list("object_id", flat=True))
    lines = [
        {
            "item": item,
            "address": _address(admin, item, status),
            "status": status,
            "words": lists.state_words(status),
            "has_draft": item.pk in drafted,
        }
        for item in items
        for status in translations.statuses(item, checks[item.pk])
        if status.language == language
    ]
    address = reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_changelist")
    return {"name": admin.opts.verbose_name_plural, "list": address, "counts": needing.counts[language], "lines": lines}


def _address(admin: ModelAdmin, item: models.Model, status: translations.LanguageStatus) -> str:
    return admin.screen(item, "change") if status.is_source else admin.translating(item, status.language)


def _first_language() -> str:
    """That of the desk; where it is the one in which nearly everything is written first, the next one."""
    others = [code for code in NAMES if code != settings.LANGUAGE_CODE]
    return get_language() if get_language() in others else others[0]
