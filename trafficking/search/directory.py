"""Finding organisations: what the directory page, the API and print ask.

`find(text, selection)` answers with ids in order of rank, counts for every option of every facet, and how the
words were understood. Ids come from a copy in memory: always read them again through
`.published().in_directory()`, so that what has just been withdrawn is not shown.

The models describe themselves through `describe`; this package names none of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.utils import timezone

from trafficking.search import cost, facets, ranking, words
from trafficking.search.bits import Bits
from trafficking.search.copy import Copy
from trafficking.search.facets import FACETS, OPEN_24H, OPEN_NOW, Count, Filters, Selection
from trafficking.search.index import Hit, Index, Source
from trafficking.search.ranking import Found

__all__ = ["FACETS", "OPEN_24H", "OPEN_NOW", "Count", "Hit", "Result", "Selection", "describe", "find"]

#: What is offered when nothing was found: at most so many terms, at least so much alike.
MOST_NEAREST, LEAST_LIKENESS = 3, 0.34

_copy = Copy()


@dataclass(frozen=True)
class Result:
    """What was found. Ids in order of rank; those that do not say come after those that confirm.

    `selection` is what was filtered by: what was chosen, and "free of charge" where the words ask for it.
    `confirmed` and `unsaid` are how many there are of each; `counts` is by (parameter, value); `stated` are the
    facets about which somebody says anything. As (facet, slug): `understood`, what the words were taken for, the
    clearest first, and `nearest`, what they may have meant when nothing was found. `droppable`: when nothing was
    found, the filters without which there is something, as (parameter, value, how much).
    """

    selection: Selection
    confirmed: int
    unsaid: int
    counts: dict[tuple[str, str], Count]
    stated: frozenset[str]
    understood: tuple[tuple[str, str], ...]
    droppable: tuple[tuple[str, str, int], ...]
    nearest: tuple[tuple[str, str], ...]
    _index: Index
    _found: Found
    _confirmed: Bits
    _unsaid: Bits

    def ids(self, start: int, stop: int) -> list[UUID]:
        """The ids of one page of results."""
        return [UUID(self._index.keys[number]) for number in islice(self._numbers(), start, stop)]

    def why(self, ids: Iterable[UUID]) -> dict[UUID, list[Hit]]:
        """Why each of these ids was found by the words; nothing when there were no words."""
        # One database writes a key as text with hyphens, the other without.
        wanted = {text: key for key in ids for text in (key.hex, str(key))}
        found: dict[UUID, list[Hit]] = {}
        for number in self._numbers():
            if 2 * len(found) == len(wanted):
                break
            if key := wanted.get(self._index.keys[number]):
                found[key] = self._found.why(number)
        return found

    def _numbers(self) -> Iterator[int]:
        yield from self._found.numbers(self._confirmed)
        yield from self._found.numbers(self._unsaid)


def find(text: str = "", selection: Selection | None = None, at: datetime | None = None) -> Result:
    """Search and filter. `at` (aware) is the moment meant by "open now", the present one when not given."""
    selection, at = selection or Selection(), at or timezone.now()
    text, free = cost.without_free(text)
    selection = replace(selection, free=selection.free or free)
    index, hours = _copy.current()
    found = ranking.search(index, text)
    meant = [slug for facet, slug in found.terms if facet == "service"]
    filters = Filters(index, hours, found.bits, selection, at, meant)
    confirmed, unsaid = filters.result()
    nothing = not (confirmed or unsaid)
    return Result(
        selection=selection,
        confirmed=confirmed.bit_count(),
        unsaid=unsaid.bit_count(),
        counts=filters.counts(),
        stated=frozenset(facets.stated(index)),
        understood=found.terms,
        droppable=tuple(_droppable(filters)) if nothing else (),
        nearest=tuple(islice(_nearest(filters, found, text), MOST_NEAREST)) if text and not found.levels else (),
        _index=index,
        _found=found,
        _confirmed=confirmed,
        _unsaid=unsaid,
    )


def _droppable(filters: Filters) -> Iterator[tuple[str, str, int]]:
    """Filters without which something would be found, with how much."""
    for name, value in filters.selection.filters():
        confirmed, unsaid = filters.with_selection(filters.selection.without(name, value)).result()
        if total := (confirmed | unsaid).bit_count():
            yield name, value, total


def _nearest(filters: Filters, found: Found, text: str) -> Iterator[tuple[str, str]]:
    """Terms that lead on when the words found nobody: what they mean, if somebody may have it but does not say;
    else what looks most like them."""
    likeness: dict[tuple[str, str], float] = {}
    vocabulary = filters.index.vocabulary
    for key in words.keys(text)[: ranking.MOST_WORDS] if not found.terms else ():
        for other, near in vocabulary.words.alike(key, LEAST_LIKENESS).items():
            for number in vocabulary.terms_of({words.stem(other): near}):
                term = vocabulary.terms[number]
                likeness[term.facet, term.slug] = max(likeness.get((term.facet, term.slug), 0), near)
    for facet, slug in found.terms or sorted(likeness, key=lambda term: (-likeness[term], term)):
        if filters.possible(facet, slug):
            yield facet, slug


def describe(source: Source) -> None:
    """Say where the documents and their terms come from."""
    _copy.source = source
