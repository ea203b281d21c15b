"""The directory in memory: who has which term, and which words stand in names, texts and telephone numbers."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, TypeVar

from trafficking import caching
from trafficking.search import words
from trafficking.search.bits import Bits, Postings
from trafficking.search.vocabulary import Term, Vocabulary, vocabulary_of
from trafficking.search.wordlist import WordList

T = TypeVar("T")

#: A facet that no address has: the areas in which an organisation has an office that may be known.
TOWN = "town"
#: How a document fits a term, from close to loose.
STATED, OFFICE, IMPLIED, NAMED = "stated", "office", "implied", "named"


@dataclass(frozen=True, slots=True)
class Hit:
    """Why a document matched: the facet and slug of a term, or "name", "number", "text" and the word itself."""

    kind: str
    what: str


class Source(Protocol):
    """Where the index comes from. Keys are texts that name a document; those not in `documents` are passed over."""

    def terms(self) -> Iterable[Term]:
        """The public terms of every facet, in the editors' order."""

    def documents(self) -> Iterable[tuple[str, list[str]]]:
        """(key, names) of each document, in the editors' order."""

    def having(self) -> Iterable[tuple[str, tuple[str, str]]]:
        """(key, (facet, slug)): the document has this term."""

    def texts(self) -> Iterable[tuple[str, str]]:
        """(key, plain text): words that stand in the document. A key may come several times."""

    def numbers(self) -> Iterable[tuple[str, str]]:
        """(key, telephone number in E.164, or a short one)."""


class Index:
    """Read-only once made, so threads may share it. Documents are numbered in the editors' order."""

    def __init__(self, source: Source):
        terms = tuple(source.terms())
        # What stands in a draft is remembered nowhere.
        self.vocabulary = Vocabulary(terms) if caching.rehearsing.get() else vocabulary_of(terms)
        self.keys: list[str] = []
        self.names, self.name_stems, self.whole_names = Postings(), Postings(), Postings()
        for number, (key, names) in enumerate(source.documents()):
            self.keys.append(key)
            self._add_names(number, names)
        self.size = len(self.keys)
        self.everything: Bits = (1 << self.size) - 1
        for postings in (self.names, self.name_stems, self.whole_names):
            postings.close(self.size)
        numbers = {key: number for number, key in enumerate(self.keys)}
        self.terms = _filled(numbers, source.having(), _one)
        self.phones = _filled(numbers, source.numbers(), _eight_digits)
        self.text_stems = _filled(numbers, source.texts(), words.stems)
        self.name_words = WordList(self.names)
        self.text_words = WordList(self.text_stems)
        self._implied = _implied(self.vocabulary.terms)
        self._named = [self.name_stems.bits(*term.single_stems()) for term in self.vocabulary.terms]
        facets: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for facet, slug in chain(self.terms, self._implied):
            facets[facet].add((facet, slug))
        self._stating = {facet: self._any(terms) for facet, terms in facets.items()}

    def _add_names(self, number: int, names: list[str]) -> None:
        every_name = [words.keys(name) for name in names]
        self.whole_names.add({whole_name(keys) for keys in every_name}, number)
        keys = set(chain.from_iterable(every_name))
        self.names.add(keys, number)
        self.name_stems.add(set(map(words.stem, keys)), number)

    def having(self, facet: str, slug: str) -> Bits:
        """The documents of a term: their own, or one that implies it."""
        return self._any([(facet, slug)])

    def _any(self, terms: Collection[tuple[str, str]]) -> Bits:
        implying = (self._implied.get(term, ()) for term in terms)
        return self.terms.bits(*terms, *chain.from_iterable(implying))

    def meant_by(self, number: int) -> list[tuple[str, Bits]]:
        """The documents that somebody may mean who types a term (by its number), in sets from the closest on.

        Those that have the term; for a place those with an office there, then those that serve all around it too;
        and those in whose name a word for it stands, in whatever language.
        """
        term = self.vocabulary.terms[number]
        sets = [(STATED, self.terms.bits((term.facet, term.slug)))]
        if term.facet == "area":
            sets.append((OFFICE, self.terms.bits((TOWN, term.slug))))
        sets.append((IMPLIED, self.having(term.facet, term.slug)))
        sets.append((NAMED, self._named[number]))
        return sets

    def slugs(self, facet: str) -> list[str]:
        """The slugs of a facet that some document has of its own."""
        return [slug for name, slug in self.terms if name == facet]

    def stating(self, facet: str) -> Bits:
        """The documents that say anything at all about a facet, or have a term that implies it."""
        return self._stating.get(facet, 0)


def whole_name(keys: Iterable[str]) -> str:
    """A name as one entry."""
    return " ".join(map(words.stem, keys))


def _implied(terms: Iterable[Term]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """For each term those that imply it."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for term in terms:
        for implied in term.implies:
            found.setdefault(implied, []).append((term.facet, term.slug))
    return found


def _filled(numbers: dict[str, int], pairs: Iterable[tuple[str, T]], entries: Callable[[T], Iterable]) -> Postings:
    """The postings of (key, what is said of the document), which `entries` takes apart."""
    postings = Postings()
    for key, said in pairs:
        if (number := numbers.get(key)) is not None:
            postings.add(entries(said), number)
    postings.close(len(numbers))
    return postings


def _one(entry: T) -> tuple[T]:
    return (entry,)


def _eight_digits(stored: str) -> tuple[str]:
    """The entry of a stored number, as `words.phone_digits` and `words.short_number` make it of a typed one."""
    return (stored[-8:],)
