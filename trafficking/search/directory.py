"""Finding organisations: what the directory page, the API and print ask.

`find(text, selection)` answers with ids in order of rank, counts for every option of every facet, and how the
words were understood. Ids come from a copy in memory: always read them again through
`.published().in_directory()`, so that what has just been withdrawn is not shown.

The models describe themselves through `describe`; this package names none of them.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection

from trafficking import caching
from trafficking.opening import Status, is_around_the_clock, opening
from trafficking.search import words
from trafficking.search.index import Bits, Document, Found, Hit, Index
from trafficking.search.vocabulary import Term, Vocabulary

#: Facets of which several options may be chosen, by slug: OR inside a facet, AND across facets.
FACETS = ("situation", "service", "area", "language", "audience")
#: Where silence does not mean no: the organisation may serve everybody, in any language, everywhere.
MAY_BE_UNSAID = {"area", "language", "audience"}
OPEN_NOW, OPEN_24H = "now", "24h"
#: Above this size the copy is renewed in the background and the old one answers meanwhile.
RENEWED_IN_BACKGROUND = 10_000


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen: slugs by facet, whether it must be free of charge, and when it must be open."""

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    free: bool = False
    open: str = ""

    def filters(self) -> list[tuple[str, str]]:
        """Every single filter as (parameter, value), in the order of the page."""
        pairs = [(facet, slug) for facet in FACETS for slug in self.chosen.get(facet, ())]
        return pairs + ([("free", "yes")] if self.free else []) + ([("open", self.open)] if self.open else [])

    def without(self, name: str, value: str) -> "Selection":
        """The same selection with one filter less."""
        if name == "free":
            return replace(self, free=False)
        if name == "open":
            return replace(self, open="")
        left = tuple(slug for slug in self.chosen.get(name, ()) if slug != value)
        return replace(self, chosen={**self.chosen, name: left})


@dataclass(frozen=True, slots=True)
class Count:
    """How many organisations confirm an option, and how many do not say."""

    confirmed: int = 0
    unsaid: int = 0

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.unsaid)


@dataclass(frozen=True)
class Result:
    """What was found. Ids in order of rank; those that do not say come after those that confirm."""

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

    def ids(self, start: int, stop: int) -> list[Any]:
        """The ids of one page of results."""
        return [self._index.ids[number] for number in islice(self._numbers(), start, stop)]

    def why(self, ids: Iterable[Any]) -> dict[Any, list[Hit]]:
        """Why each of these ids was found by the words; nothing when there were no words."""
        wanted = set(ids)
        numbers = {number for number in self._numbers() if self._index.ids[number] in wanted} if wanted else set()
        return {self._index.ids[number]: self._found.why(number) for number in numbers}

    def _numbers(self):
        yield from self._found.numbers(self._confirmed)
        yield from self._found.numbers(self._unsaid)


def find(text: str = "", selection: Selection | None = None, at: datetime | None = None) -> Result:
    """Search and filter. `at` (aware) is the moment meant by "open now", the present one when not given."""
    index, selection = copy.current(), selection or Selection()
    found = index.search(text)
    counter = _Counter(index, found.bits, selection, at)
    confirmed, unsaid = counter.result()
    nothing = not (confirmed or unsaid)
    return Result(
        confirmed=confirmed.bit_count(),
        unsaid=unsaid.bit_count(),
        counts=counter.counts(),
        stated=frozenset(_stated(index)),
        understood=tuple((index.vocabulary.terms[n].facet, index.vocabulary.terms[n].slug) for n in found.terms[:4]),
        droppable=tuple(_droppable(index, found.bits, selection, at)) if nothing else (),
        nearest=_nearest(index, text) if text and not found.levels else (),
        _index=index,
        _found=found,
        _confirmed=confirmed,
        _unsaid=unsaid,
    )


def _stated(index: Index) -> Iterator[str]:
    """The facets about which at least one organisation says anything."""
    yield from (facet for facet in (*FACETS, "hours") if index.stating(facet))
    if index.having("free", ":yes") or index.having("free", ":no"):
        yield "free"


class _Counter:
    """Results and counts of one selection. A filter is a pair of sets: who confirms it, who confirms or is silent."""

    def __init__(self, index: Index, base: Bits, selection: Selection, at: datetime | None):
        self.index, self.base, self.selection, self.at = index, base, selection, at
        self.filters: dict[str, tuple[Bits, Bits]] = {
            facet: self._any(facet, slugs) for facet, slugs in selection.chosen.items() if slugs
        }
        if selection.free:
            self.filters["free"] = self._free(selection.chosen.get("service", ()))
        if selection.open:
            self.filters["open"] = self._open(selection.open)

    def result(self, without: str = "") -> tuple[Bits, Bits]:
        """(confirmed, unsaid) of all filters but one."""
        confirmed = possible = self.base
        for name, (confirming, possibly) in self.filters.items():
            if name != without:
                confirmed, possible = confirmed & confirming, possible & possibly
        return confirmed, possible & ~confirmed

    def counts(self) -> dict[tuple[str, str], Count]:
        counts = {}
        for facet in FACETS:
            others = self.result(without=facet)
            for term in self.index.vocabulary.terms:
                if term.facet == facet:
                    counts[facet, term.slug] = self._count(others, self._any(facet, (term.slug,)))
        others = self.result(without="free")
        counts["free", "yes"] = self._count(others, self._free(self.selection.chosen.get("service", ())))
        others = self.result(without="open")
        for when in (OPEN_NOW, OPEN_24H):
            counts["open", when] = self._count(others, self._open(when))
        return counts

    def _count(self, others: tuple[Bits, Bits], option: tuple[Bits, Bits]) -> Count:
        confirmed, unsaid = others
        sure = confirmed & option[0]
        return Count(sure.bit_count(), ((confirmed | unsaid) & option[1] & ~sure).bit_count())

    def _any(self, facet: str, slugs: Iterable[str]) -> tuple[Bits, Bits]:
        confirming = 0
        for slug in slugs:
            confirming |= self.index.having(facet, slug)
        silent = self.index.everything & ~self.index.stating(facet) if facet in MAY_BE_UNSAID else 0
        return confirming, confirming | silent

    def _free(self, services: tuple[str, ...]) -> tuple[Bits, Bits]:
        """Free of charge on the very service that is chosen; any service when none is."""
        confirming = unknown = 0
        for service in services or ("",):
            confirming |= self.index.having("free", f"{service}:yes")
            unknown |= self.index.having("free", f"{service}:unknown")
        return confirming, confirming | unknown

    def _open(self, when: str) -> tuple[Bits, Bits]:
        confirming, silent = 0, self.index.everything & ~self.index.stating("hours")
        for hours in self.index.slugs("hours"):
            bits = self.index.having("hours", hours)
            if when == OPEN_24H:
                confirming |= bits if is_around_the_clock(hours) else 0
                continue
            status = opening(hours, self.at or datetime.now().astimezone()).status
            confirming |= bits if status == Status.OPEN else 0
            silent |= bits if status == Status.ASK else 0
        return confirming, confirming | silent


def _droppable(index: Index, base: Bits, selection: Selection, at: datetime | None) -> Iterable[tuple[str, str, int]]:
    """Filters without which something would be found, with how much."""
    for name, value in selection.filters():
        confirmed, unsaid = _Counter(index, base, selection.without(name, value), at).result()
        if total := (confirmed | unsaid).bit_count():
            yield name, value, total


def _nearest(index: Index, text: str, least: float = 0.34) -> tuple[tuple[str, str], ...]:
    """Terms whose words look most like the words typed, as (facet, slug)."""
    likeness: dict[tuple[str, str], float] = {}
    for key in words.keys(text):
        for term in index.vocabulary.terms:
            if index.having(term.facet, term.slug):
                near = max((words.likeness(key, other) for phrase in term.phrases for other in phrase), default=0)
                likeness[term.facet, term.slug] = max(likeness.get((term.facet, term.slug), 0), near)
    best = sorted((near, term) for term, near in likeness.items() if near >= least)
    return tuple(term for _near, term in best[:-4:-1])


class Copy:
    """The index of the current directory version, kept in memory and made anew when the version moves."""

    def __init__(self) -> None:
        self.vocabulary: Callable[[], Iterable[Term]] = tuple
        self.documents: Callable[[], Iterable[Document]] = tuple
        self._lock = threading.Lock()
        self._kept: tuple[str, Index] | None = None
        self._renewing = False

    def built(self) -> Index:
        """A new index of what is public now."""
        return Index(self.documents(), Vocabulary(self.vocabulary()))

    def current(self) -> Index:
        """The index to go by now; during a rehearsal a private one that is not kept."""
        if caching.rehearsing.get():
            return self.built()
        version, kept = caching.version(caching.DIRECTORY), self._kept
        if kept and kept[0] == version:
            return kept[1]
        if kept and kept[1].size > RENEWED_IN_BACKGROUND:
            self._renew_in_background(version)
            return kept[1]
        with self._lock:
            if not self._kept or self._kept[0] != version:
                self._kept = (version, self.built())
            return self._kept[1]

    def _renew_in_background(self, version: str) -> None:
        with self._lock:
            if self._renewing:
                return
            self._renewing = True
        threading.Thread(target=self._renew, args=(version,), name="directory index", daemon=True).start()

    def _renew(self, version: str) -> None:
        try:
            self._kept = (version, self.built())
        finally:
            self._renewing = False
            connection.close()


copy = Copy()


def describe(vocabulary: Callable[[], Iterable[Term]], documents: Callable[[], Iterable[Document]]) -> None:
    """Say where the terms and the documents (in the editors' order) come from."""
    copy.vocabulary, copy.documents = vocabulary, documents
