"""The choices that the directory offers, with what each would find, and those already made, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from trafficking.models.terms import filter_words
from trafficking.search import directory as engine
from trafficking.search.address import Query
from trafficking.search.cost import without_free

Names = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `count` is None for the choice of leaving a facet alone."""

    value: str
    words: str
    count: engine.Count | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Choices under one heading: several of them, or `single`, one of them."""

    name: str
    heading: str
    options: list[Option]
    single: bool = False


def headings() -> dict[str, str]:
    """The facets in the order of the page."""
    return {
        "situation": _("Situation"),
        "service": _("Kind of help"),
        "area": _("Area"),
        "language": _("Language"),
        "audience": _("For whom"),
        "free": _("Cost"),
        "open": _("Opening hours"),
    }


def facets(result: engine.Result, query: Query, names: Names) -> list[Facet]:
    """Every facet that some organisation states something about."""
    return [
        Facet(name, heading, list(_options(name, result, query, names)), single=name == "open")
        for name, heading in headings().items()
        if is_stated(name, result)
    ]


def unstated(result: engine.Result, names: Names) -> list[str]:
    """Headings of the facets that nobody states: one sentence instead of choices that would find nothing."""
    return [
        heading
        for name, heading in headings().items()
        if not is_stated(name, result) and (name not in engine.FACETS or names[name])
    ]


def is_stated(name: str, result: engine.Result) -> bool:
    return ("hours" if name == "open" else name) in result.stated


def _options(name: str, result: engine.Result, query: Query, names: Names) -> Iterator[Option]:
    chosen = {value for filter_name, value in query.selection.filters() if filter_name == name}
    if name == "open":
        yield Option("", _("at any time"), None, not chosen)
    for value in _values(name, names):
        yield Option(
            value, filter_words(name, value, names), result.counts.get((name, value), engine.Count()), value in chosen
        )


def _values(name: str, names: Names) -> list[str]:
    fixed = {"free": ["yes"], "open": [engine.OPEN_NOW, engine.OPEN_24H]}
    return fixed[name] if name in fixed else list(names[name])


def active(result: engine.Result, query: Query, names: Names) -> list[tuple[str, str]]:
    """(words, address without it) of each filter in force and of the words searched for."""
    found = [
        (filter_words(name, value, names), without(query, name, value)) for name, value in result.selection.filters()
    ]
    if query.text:
        found.insert(0, (_("words: %(words)s") % {"words": query.text}, address(query.parameters(text=""))))
    return found


def without(query: Query, name: str, value: str) -> str:
    """The address of the same question with one filter less; the words may be what asks for it."""
    text = without_free(query.text)[0] if name == "free" else query.text
    return address(query.parameters(query.selection.without(name, value), text))


def address(parameters: str) -> str:
    """The address of the list with these parameters."""
    return f"{reverse('public:directory')}?{parameters}".rstrip("?")
