"""What stands around every page: urgent lines, menu, languages, notices. Read once a content version."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from trafficking import caching
from trafficking.models import Notice, Page, UrgentLine
from trafficking.models.page import HOME
from trafficking.search.address import LONGEST_SEARCH
from trafficking.search.directory import FACETS
from trafficking.texts import NATIVE_NAMES, Text, current_language, text

register = template.Library()


#: What an address may ask, in the one order in which links write it.
PARAMETERS = ("q", *FACETS, "free", "open", "kind", "page")
#: No page has a longer address; what is, is not sent back once a language.
LONGEST_PATH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the menu. `path` is None for an entry that leads to another site."""

    title: Text
    address: str
    path: str | None
    children: tuple["Entry", ...] = ()


@caching.remembered
def urgent_lines() -> tuple[UrgentLine, ...]:
    return tuple(UrgentLine.objects.published())


@caching.remembered
def notices() -> tuple[Notice, ...]:
    return tuple(Notice.objects.published())


@caching.remembered
def paths() -> frozenset[str]:
    """The addresses of all published pages."""
    return frozenset(Page.objects.published().values_list("path", flat=True))


@caching.remembered
def menu(language: str) -> tuple[Entry, ...]:
    """The published pages that are in the menu, as a tree of two levels, in the editors' order."""
    pages = list(Page.objects.published().in_menu())
    return tuple(_entry(page, pages, language) for page in pages if page.parent_id is None)


def _entry(page: Page, pages: list[Page], language: str) -> Entry:
    title = text(page, "menu_title", language) or text(page, "title", language)
    children = tuple(_entry(child, pages, language) for child in pages if child.parent_id == page.pk)
    if page.outside_url:
        return Entry(title, page.outside_url, None, children)
    path = "" if page.path == HOME else f"{page.path}/"
    return Entry(title, f"/{language}/{path}", path, children)


@register.simple_tag
def published_paths() -> frozenset[str]:
    """For links that stand only while the page they lead to does."""
    return paths()


@register.inclusion_tag("_frame/urgent_lines.html")
def urgent_strip(again: bool = False) -> dict[str, Any]:
    """The pinned numbers; `again` inside a page that has found nothing else."""
    return {"lines": urgent_lines(), "again": again}


@register.inclusion_tag("_frame/notices.html")
def help_notices() -> dict[str, Any]:
    """What must be read wherever help is listed."""
    return {"notices": notices()}


@register.inclusion_tag("_frame/menu.html", takes_context=True)
def section_menu(context: dict[str, Any]) -> dict[str, Any]:
    path = _own_path(context["request"])
    return {"entries": menu(current_language()), "path": path, "branch": path.split("/")[0]}


@register.inclusion_tag("_frame/languages.html", takes_context=True)
def language_switch(context: dict[str, Any]) -> dict[str, Any]:
    """Links to this very page in the other languages, with what is chosen on it."""
    return {"languages": sisters(context["request"]), "current": current_language()}


@register.simple_tag(takes_context=True)
def sister_pages(context: dict[str, Any]) -> list[dict[str, str]]:
    return sisters(context["request"])


def sisters(request: HttpRequest) -> list[dict[str, str]]:
    chosen = [
        (name, value) for name in PARAMETERS for value in request.GET.getlist(name) if 0 < len(value) <= LONGEST_SEARCH
    ]
    query = f"?{urlencode(chosen)}" if chosen else ""
    path = _own_path(request)
    return [
        {"code": code, "name": NATIVE_NAMES[code], "address": f"/{code}/{path}{query}", "path": f"/{code}/{path}"}
        for code, _name in settings.LANGUAGES
    ]


def _own_path(request: HttpRequest) -> str:
    """The path without its language, also one that is not here: "help/marta/" of "/de/help/marta/"."""
    first, _slash, rest = request.path.lstrip("/").partition("/")
    known = first in NATIVE_NAMES or len(first) == 2
    return rest if known and len(rest) <= LONGEST_PATH else ""


@register.simple_tag(takes_context=True)
def is_government_site(context: dict[str, Any]) -> bool:
    """Whether this host is an official U.S. government site: on the list, and on .gov or .mil."""
    try:
        host = context["request"].get_host().split(":")[0].lower()
    except DisallowedHost:  # the page that says so is on its way
        return False
    return host in settings.GOVERNMENT_HOSTS and host.endswith((".gov", ".mil"))


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    return context["request"].build_absolute_uri(path)
