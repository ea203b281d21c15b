"""The help directory: one form, one list, the same words for both."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking import caching
from trafficking.models import Organisation, Situation
from trafficking.models.terms import filter_words, term_names
from trafficking.public import facets, titles
from trafficking.public.errors import error_page
from trafficking.public.facets import Names
from trafficking.public.pages import screen
from trafficking.search import directory as engine
from trafficking.search.address import ParameterError, Query, read
from trafficking.search.index import Hit
from trafficking.texts import current_language

PER_PAGE = 20


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    names = term_names(current_language())
    try:
        query = read(request.GET, {facet: set(terms) for facet, terms in names.items()})
    except ParameterError as error:
        return _refused(request, error)
    result = engine.find(query.text, query.selection)
    asked = bool(query.text or query.selection.filters())
    total = result.confirmed + result.unsaid
    context = {
        "page": screen("help"),
        "query": query,
        "total": total,
        "asked": asked,
        "facets": facets.facets(result, query, names),
        "unstated": facets.unstated(result, names),
        "active": facets.active(result, query, names),
        "window_title": titles.neutral(),
    }
    context |= found(query, result, names) if asked or total > PER_PAGE else by_situation(query)
    return render(request, "directory/directory.html", context)


def found(query: Query, result: engine.Result, names: Names) -> dict[str, Any]:
    """One page of results, those that do not say in a group of their own; ways on when there are none."""
    pages = Paginator(range(result.confirmed + result.unsaid), PER_PAGE)
    if not 1 <= query.page <= pages.num_pages:
        raise Http404
    start = (query.page - 1) * PER_PAGE
    ids = result.ids(start, start + PER_PAGE)
    rows = {row.pk: row for row in Organisation.objects.published().in_directory().filter(pk__in=ids).with_contacts()}
    why = result.why(ids) if query.text else {}
    shown = [(rows[key], list(reasons(why.get(key, []), names))) for key in ids if key in rows]
    sure = sum(1 for key in ids[: max(0, result.confirmed - start)] if key in rows)
    return {
        "confirmed": shown[:sure],
        "unsaid": shown[sure:],
        "pages": list(pages.get_elided_page_range(query.page)) if pages.num_pages > 1 else [],
        "gap": pages.ELLIPSIS,
        "parameters": query.parameters(),
        "understood": _named(result.understood, names),
        "nearest": _named(result.nearest, names),
        "droppable": [] if result.confirmed or result.unsaid else droppable(query, result, names),
    }


def droppable(query: Query, result: engine.Result, names: Names) -> list[tuple[str, str, int]]:
    """(words, address without it, number it would find) of what keeps a question from finding anything."""
    ways = [
        (filter_words(name, value, names), facets.without(query, name, value), number)
        for name, value, number in result.droppable
    ]
    if query.text and query.selection.filters():
        others = engine.find("", query.selection)
        if number := others.confirmed + others.unsaid:
            ways.append((query.text, facets.address(query.parameters(text="")), number))
    return ways


def by_situation(query: Query) -> dict[str, Any]:
    """Without any question: every organisation under each of its situations."""
    if query.page != 1:
        raise Http404
    organisations = list(Organisation.objects.published().in_directory().with_contacts())
    groups = [(situation, [row for row in organisations if _offers(row, types)]) for situation, types in situations()]
    grouped = {row.pk for _situation, rows in groups for row in rows}
    return {"groups": groups, "others": [row for row in organisations if row.pk not in grouped]}


@caching.remembered
def situations() -> list[tuple[Situation, frozenset]]:
    """The public situations, each with the keys of its service types."""
    rows = Situation.objects.published().slugged().prefetch_related("service_types")
    return [(row, frozenset(each.pk for each in row.service_types.all())) for row in rows]


def _offers(organisation: Organisation, types: frozenset) -> bool:
    return any(service.service_type_id in types for service in organisation.shown_services)


def reasons(hits: list[Hit], names: Names) -> Iterator[str]:
    """Why a result matched, each reason once."""
    words = {"name": _("the name"), "number": _("the telephone number"), "text": _("the description")}
    found = (words.get(hit.kind) or names.get(hit.kind, {}).get(hit.what) for hit in hits)
    yield from dict.fromkeys(filter(None, found))


def _named(terms: tuple[tuple[str, str], ...], names: Names) -> list[tuple[str, str]]:
    """(words, address of its list) of terms; the search may still know one that is no longer public."""
    return [
        (names[facet][slug], facets.address(f"{facet}={slug}")) for facet, slug in terms if slug in names.get(facet, {})
    ]


def _refused(request: HttpRequest, error: ParameterError) -> HttpResponse:
    """The way back is the same question without the value that is wrong."""
    left = request.GET.copy()
    left.setlist(error.name, [value for value in left.getlist(error.name) if error.value and value != error.value])
    ways = [(facets.address(left.urlencode()), _("Show the list without it"))]
    return error_page(request, 400, _("This address cannot be understood"), str(error), ways=ways)
