"""The help directory: one form, one list, the same words for both."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking import caching
from trafficking.models import Organisation, Situation
from trafficking.models.terms import term_names
from trafficking.public import titles
from trafficking.public.errors import error_page
from trafficking.public.pages import screen
from trafficking.search import directory as engine
from trafficking.search.address import ParameterError, Query, read
from trafficking.search.index import Hit
from trafficking.texts import current_language

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, with what it would find."""

    slug: str
    name: str
    count: engine.Count
    chosen: bool


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    names = term_names(current_language())
    try:
        query = read(request.GET, {facet: set(terms) for facet, terms in names.items()})
    except ParameterError as error:
        return _refused(request, error)
    result = engine.find(query.text, query.selection)
    context = {
        "page": screen("help"),
        "query": query,
        "result": result,
        "facets": facets(result, query, names),
        "free": result.counts["free", "yes"],
        "hours": opening_options(result, query),
        "active": active_filters(query, names),
        "droppable": [
            (label(name, value, names), _without(query, name, value), n) for name, value, n in result.droppable
        ],
        "nearest": [(names[facet][slug], _only(facet, slug)) for facet, slug in result.nearest],
        "window_title": titles.neutral(),
        "total": result.confirmed + result.unsaid,
    }
    asked = bool(query.text or query.selection.filters())
    return render(
        request, "directory/directory.html", context | (found(query, result, names) if asked else by_situation(query))
    )


def found(query: Query, result: engine.Result, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """One page of results, those that do not say in a group of their own."""
    pages = max(1, math.ceil((result.confirmed + result.unsaid) / PER_PAGE))
    if not 1 <= query.page <= pages:
        raise Http404
    start = (query.page - 1) * PER_PAGE
    ids = result.ids(start, start + PER_PAGE)
    rows = {row.pk: row for row in Organisation.objects.published().in_directory().filter(pk__in=ids).with_contacts()}
    why = result.why(ids) if query.text else {}
    shown = [(rows[key], list(reasons(why.get(key, []), names))) for key in ids if key in rows]
    sure = max(0, result.confirmed - start)
    return {
        "confirmed": shown[:sure],
        "unsaid": shown[sure:],
        "pages": range(1, pages + 1) if pages > 1 else (),
        "parameters": query.parameters(),
    }


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


def facets(
    result: engine.Result, query: Query, names: dict[str, dict[str, str]]
) -> list[tuple[str, str, list[Option]]]:
    """Every facet as (parameter, heading, options); no options where no organisation states anything."""
    headings = {
        "situation": _("Situation"),
        "service": _("Kind of help"),
        "area": _("Area"),
        "language": _("Language"),
        "audience": _("For whom"),
    }
    return [
        (facet, heading, list(_options(facet, names[facet], result, query)) if facet in result.stated else [])
        for facet, heading in headings.items()
        if names[facet]
    ]


def _options(facet: str, terms: dict[str, str], result: engine.Result, query: Query) -> Iterator[Option]:
    chosen = query.selection.chosen.get(facet, ())
    for slug, name in terms.items():
        yield Option(slug, name, result.counts.get((facet, slug), engine.Count()), slug in chosen)


def opening_options(result: engine.Result, query: Query) -> list[Option]:
    """Open now, open around the clock."""
    return [
        Option(when, label("open", when, {}), result.counts["open", when], query.selection.open == when)
        for when in (engine.OPEN_NOW, engine.OPEN_24H)
    ]


def active_filters(query: Query, names: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """(words, address without it) of each filter and of the words searched for."""
    active = [(label(name, value, names), _without(query, name, value)) for name, value in query.selection.filters()]
    if query.text:
        address = f"{reverse('public:directory')}?{query.parameters(text='')}"
        active.insert(0, (_("words: %(words)s") % {"words": query.text}, address.rstrip("?")))
    return active


def label(name: str, value: str, names: dict[str, dict[str, str]]) -> str:
    """A filter in words."""
    fixed = {"free": _("free of charge"), "open": _("open now") if value == engine.OPEN_NOW else _("open 24 hours")}
    return fixed[name] if name in fixed else names[name][value]


def reasons(hits: list[Hit], names: dict[str, dict[str, str]]) -> Iterator[str]:
    """Why a result matched, each reason once."""
    words = {"name": _("the name"), "number": _("the telephone number"), "text": _("the description")}
    yield from dict.fromkeys(
        words[hit.kind] if hit.kind in words else names[hit.kind].get(hit.what, "") for hit in hits
    )


def _without(query: Query, name: str, value: str) -> str:
    parameters = query.parameters(query.selection.without(name, value))
    return f"{reverse('public:directory')}?{parameters}" if parameters else reverse("public:directory")


def _only(facet: str, slug: str) -> str:
    return f"{reverse('public:directory')}?{facet}={slug}"


def _refused(request: HttpRequest, error: ParameterError) -> HttpResponse:
    """The way back is the same question without the value that is wrong."""
    left = request.GET.copy()
    left.setlist(error.name, [value for value in left.getlist(error.name) if error.value and value != error.value])
    ways = [(f"{reverse('public:directory')}?{left.urlencode()}".rstrip("?"), _("Show the list without it"))]
    return error_page(request, 400, _("This address cannot be understood"), str(error), ways=ways)
