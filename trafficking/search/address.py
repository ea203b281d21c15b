"""What an address may ask of the directory: a page, a leaflet, cards.

Everything is read strictly: a wrong value is named, not ignored.
"""

import unicodedata
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from trafficking.search.directory import FACETS, OPEN_24H, OPEN_NOW, Selection

LONGEST_SEARCH = 200


class ParameterError(Exception):
    """A parameter has a value that nothing here has; `name` and `value` as typed, the message in words."""

    def __init__(self, name: str, value: str, words: str):
        super().__init__(words)
        self.name, self.value = name, value


@dataclass(frozen=True, slots=True)
class Query:
    """A visitor's question, as the address holds it."""

    text: str
    selection: Selection
    page: int

    def parameters(self, selection: Selection | None = None, text: str | None = None) -> str:
        """The query string of this question, in one fixed order; or of one with another selection or text."""
        query = QueryDict(mutable=True)
        words = self.text if text is None else text
        if words:
            query["q"] = words
        for name, value in (selection or self.selection).filters():
            query.appendlist(name, value)
        return query.urlencode()


def read(get: QueryDict, terms: dict[str, set[str]]) -> Query:
    """The question of an address; `terms` are the slugs that each facet has. Raises ParameterError."""
    text = typed(get)
    chosen = {facet: _slugs(get, facet, terms[facet]) for facet in FACETS}
    free = _one_of(get, "free", ("yes",))
    when = _one_of(get, "open", (OPEN_NOW, OPEN_24H))
    selection = Selection({facet: slugs for facet, slugs in chosen.items() if slugs}, bool(free), when)
    return Query(text, selection, _page(get))


def typed(get: QueryDict) -> str:
    """The words that somebody searches for, without characters that nobody types. Raises ParameterError."""
    text = "".join(map(_visible, get.get("q", ""))).strip()
    if len(text) > LONGEST_SEARCH:
        words = _("Please search with fewer words: at most %(number)s characters.") % {"number": LONGEST_SEARCH}
        raise ParameterError("q", "", words)
    return text


def _visible(character: str) -> str:
    """A control character (tab, zero byte) separates words; what is invisible (soft hyphen, direction) is nothing."""
    category = unicodedata.category(character)
    if category == "Cc" or character == "\N{REPLACEMENT CHARACTER}":
        return " "
    return "" if category.startswith("C") else character


def _slugs(get: QueryDict, facet: str, known: set[str]) -> tuple[str, ...]:
    typed = tuple(dict.fromkeys(value for value in get.getlist(facet) if value))
    for value in typed:
        if value not in known:
            raise ParameterError(facet, value, _unknown(value))
    return typed


def _one_of(get: QueryDict, name: str, known: tuple[str, ...]) -> str:
    value = get.get(name, "")
    if value and value not in known:
        raise ParameterError(name, value, _unknown(value))
    return value


def _page(get: QueryDict) -> int:
    """The page number; 0 for one that no list has."""
    value = get.get("page", "") or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0


def _unknown(value: str) -> str:
    return _("We do not know the filter “%(value)s”.") % {"value": value[:60]}
