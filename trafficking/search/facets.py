"""Filters and their counts: OR inside a facet, AND across facets, and a facet does not limit its own options.

What an organisation does not say is not a no: such organisations are kept apart, after those that confirm.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from trafficking.search.bits import Bits
from trafficking.search.hours import Hours
from trafficking.search.index import Index

#: Facets of which several options may be chosen, by slug.
FACETS = ("situation", "service", "area", "language", "audience")
#: Where silence is no no: the organisation may serve everybody, in any language, everywhere. For situation and
#: service it is: without a row for that kind of help it is not offered. A row of any basis counts, "listed" too.
MAY_BE_UNSAID = {"area", "language", "audience"}
#: A facet that no address has: a language in which one of the telephones is answered. It confirms that language,
#: and says nothing about others.
ON_THE_PHONE = "telephone language"
OPEN_NOW, OPEN_24H = "now", "24h"

#: Who confirms a filter, and who confirms it or does not say.
Answer = tuple[Bits, Bits]


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


def stated(index: Index) -> Iterator[str]:
    """The facets about which at least one organisation says anything; "hours" and "free" among them."""
    yield from (facet for facet in (*FACETS, "hours") if index.stating(facet))
    if any(not slug.endswith(":unknown") for slug in index.slugs("free")):
        yield "free"


class Filters:
    """The filters of one selection, each as its answer; applied to a set of documents.

    `meant` are the slugs of the services that words were understood as.
    """

    def __init__(
        self,
        index: Index,
        hours: Hours,
        base: Bits,
        selection: Selection,
        at: datetime,
        meant: Sequence[str] = (),
    ):
        self.index, self.hours, self.base, self.selection, self.at = index, hours, base, selection, at
        self.meant = meant
        self.answers: dict[str, Answer] = {
            facet: self._any(facet, slugs) for facet, slugs in selection.chosen.items() if slugs
        }
        if selection.free:
            self.answers["free"] = self._free()
        if selection.open:
            self.answers["open"] = self._open(selection.open)

    def with_selection(self, selection: Selection) -> "Filters":
        """The same question with another selection."""
        return Filters(self.index, self.hours, self.base, selection, self.at, self.meant)

    def result(self, without: str = "") -> Answer:
        """Who passes all filters but one, as (confirmed, unsaid)."""
        confirmed = possible = self.base
        for name, (confirming, possibly) in self.answers.items():
            if name != without:
                confirmed, possible = confirmed & confirming, possible & possibly
        return confirmed, possible & ~confirmed

    def counts(self) -> dict[tuple[str, str], Count]:
        """For each option what the list would hold if it alone were chosen in its facet."""
        counts = {}
        others = {facet: self.result(without=facet) for facet in (*FACETS, "free", "open")}
        for term in self.index.vocabulary.terms:
            if term.facet in FACETS:
                counts[term.facet, term.slug] = _count(others[term.facet], self._any(term.facet, (term.slug,)))
        counts["free", "yes"] = _count(others["free"], self._free())
        for when in (OPEN_NOW, OPEN_24H):
            counts["open", when] = _count(others["open"], self._open(when))
        return counts

    def possible(self, facet: str, slug: str) -> Bits:
        """Who has a term, or may have it and does not say."""
        return self._any(facet, (slug,))[1]

    def _any(self, facet: str, slugs: Iterable[str]) -> Answer:
        confirming: Bits = 0
        for slug in slugs:
            confirming |= self.index.having(facet, slug)
            if facet == "language":
                confirming |= self.index.having(ON_THE_PHONE, slug)
        silent = self.index.everything & ~self.index.stating(facet) if facet in MAY_BE_UNSAID else 0
        return confirming, confirming | silent

    def _free(self) -> Answer:
        """Free of charge on the very service that is chosen, else on one that is meant, else on any service."""
        if chosen := self.selection.chosen.get("service"):
            return self._free_of(chosen)
        confirming, possible = self._free_of(self.index.slugs("service"))
        if self.meant:
            offering, _possibly = self._any("service", self.meant)
            meant_confirming, meant_possible = self._free_of(self.meant)
            confirming = meant_confirming | confirming & ~offering
            possible = meant_possible | possible & ~offering
        return confirming, possible

    def _free_of(self, services: Sequence[str]) -> Answer:
        confirming = self.index.terms.bits(*(("free", f"{service}:yes") for service in services))
        return confirming, confirming | self.index.terms.bits(*(("free", f"{service}:unknown") for service in services))

    def _open(self, when: str) -> Answer:
        if when == OPEN_24H:
            return self.hours.around_the_clock()
        return self.hours.open_at(self.at)


def _count(others: Answer, option: Answer) -> Count:
    confirmed, unsaid = others
    sure = confirmed & option[0]
    return Count(sure.bit_count(), ((confirmed | unsaid) & option[1] & ~sure).bit_count())
