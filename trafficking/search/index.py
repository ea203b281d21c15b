"""The in-process index of the directory: search, ranking and facet counts on the bits of Python integers.

Documents are numbered in the editors' order; a set of documents is an integer with one bit a document.
Scores are kept as disjoint sets by score (`Levels`), so that a word that hits 100,000 documents costs a few
operations on long integers, not a loop over rows.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from trafficking.search import words
from trafficking.search.vocabulary import EXACT, Vocabulary

#: What a fully sure hit of a word is worth, by what it hits.
WEIGHTS = {"service": 100, "situation": 60, "area": 60, "audience": 60, "language": 40}
NAME, PHONE, TEXT, TEXT_BEGINNING = 80, 120, 24, 16
PHRASE_BONUS, NAME_BONUS = 120, 160
#: Results below this share of the best one are noise.
LEAST_SHARE = 0.4
SHORTEST_BEGINNING = 3

Bits = int
Levels = dict[int, Bits]


@dataclass(frozen=True, slots=True)
class Document:
    """What the index knows of one row: its id, names, text, numbers, and its terms by facet (slugs)."""

    id: object
    names: tuple[str, ...]
    text: str
    numbers: tuple[str, ...] = ()
    terms: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """Why a document matched: the facet and slug of a term, or "name", "number", "text" and the word itself."""

    kind: str
    what: str


@dataclass(frozen=True)
class Found:
    """The documents found, by score; `terms` are the terms the words were understood as."""

    levels: Levels
    terms: tuple[int, ...] = ()
    hits: tuple[tuple[Hit, Bits], ...] = ()

    @property
    def bits(self) -> Bits:
        return sum(self.levels.values())

    def numbers(self, among: Bits) -> Iterator[int]:
        """Document numbers in order of rank, those `among` the given set only."""
        for score in sorted(self.levels, reverse=True):
            yield from bit_numbers(self.levels[score] & among)

    def why(self, number: int) -> list[Hit]:
        return [hit for hit, bits in self.hits if bits >> number & 1]


def to_bits(numbers: Iterable[int], size: int) -> Bits:
    """The set of these document numbers."""
    buffer = bytearray(size // 8 + 1)
    for number in numbers:
        buffer[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(buffer, "little")


def bit_numbers(bits: Bits) -> Iterator[int]:
    """The document numbers of a set, ascending."""
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            yield from (place * 8 + bit for bit in range(8) if byte >> bit & 1)


def raised(levels: Levels, bits: Bits, weight: int) -> Levels:
    """Levels after the documents of a set gained a weight."""
    result: Levels = defaultdict(int)
    for score, members in levels.items():
        if gaining := members & bits:
            result[score + weight] |= gaining
        if staying := members & ~bits:
            result[score] |= staying
    return result


class Postings:
    """Words of documents: the numbers of those that hold a key or a stem."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._sorted: list[str] = []

    def add(self, entry: str, number: int) -> None:
        numbers = self._numbers[entry]
        if not numbers or numbers[-1] != number:
            numbers.append(number)

    def close(self) -> None:
        self._sorted = sorted(self._numbers)

    def of(self, entry: str) -> list[int]:
        return self._numbers.get(entry, [])

    def beginning_with(self, entry: str) -> set[int]:
        first, last = bisect_left(self._sorted, entry), bisect_left(self._sorted, entry + "\uffff")
        return {number for other in self._sorted[first:last] for number in self._numbers[other]}

    def alike(self, entry: str, least: float = 0.5) -> dict[str, float]:
        """Entries that a mistyped word may mean, with their likeness."""
        near = ((other, words.likeness(entry, other)) for other in self._sorted if abs(len(other) - len(entry)) <= 2)
        return {other: likeness for other, likeness in near if likeness >= least}


class Index:
    """Documents and the vocabulary they are described with. Read-only once made, so threads may share it."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.ids: list[object] = []
        members: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._names, self._name_stems, self._texts, self._phones = Postings(), Postings(), Postings(), Postings()
        self._name_phrases: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, document in enumerate(documents):
            self.ids.append(document.id)
            self._add(number, document)
            for facet, slugs in document.terms.items():
                for slug in slugs:
                    members[facet, slug].append(number)
        for postings in (self._names, self._name_stems, self._texts, self._phones):
            postings.close()
        self.size = len(self.ids)
        self.everything: Bits = (1 << self.size) - 1
        self._members = {term: to_bits(numbers, self.size) for term, numbers in members.items()}
        self._stated: dict[str, Bits] = defaultdict(int)
        for (facet, _slug), bits in self._members.items():
            self._stated[facet] |= bits

    def _add(self, number: int, document: Document) -> None:
        for name in document.names:
            keys = words.keys(name)
            self._name_phrases[tuple(map(words.stem, keys))].append(number)
            for key in keys:
                self._names.add(key, number)
                self._name_stems.add(words.stem(key), number)
        for key in set(words.keys(document.text)):
            self._texts.add(words.stem(key), number)
        for phone in document.numbers:
            if digits := words.phone_digits(phone):
                self._phones.add(digits, number)

    def having(self, facet: str, slug: str) -> Bits:
        """The documents of a term."""
        return self._members.get((facet, slug), 0)

    def meant_by(self, facet: str, slug: str) -> Bits:
        """The documents that somebody means who types a term: for a place also those with an office there."""
        bits = self.having(facet, slug)
        return bits | self.having("town", slug) if facet == "area" else bits

    def slugs(self, facet: str) -> list[str]:
        """The terms of a facet that some document has."""
        return [slug for name, slug in self._members if name == facet]

    def stating(self, facet: str) -> Bits:
        """The documents that say anything at all about a facet."""
        return self._stated.get(facet, 0)

    def search(self, text: str) -> Found:
        """What a person's words find. No words: everything, in the editors' order."""
        if digits := words.phone_digits(text):
            bits = to_bits(self._phones.of(digits), self.size)
            return Found({PHONE: bits} if bits else {}, hits=((Hit("number", digits), bits),))
        keys = words.keys(text)
        if not keys:
            return Found({} if text.strip() else {0: self.everything})
        return _Query(self, keys).found()


class _Query:
    """One search on its way: levels, and what was understood."""

    def __init__(self, index: Index, keys: list[str]):
        self.index, self.keys = index, keys
        self.levels: Levels = {0: index.everything}
        self.terms: dict[int, float] = {}
        self.hits: list[tuple[Hit, Bits]] = []

    def found(self) -> Found:
        matched = [self._word(place, key) for place, key in enumerate(self.keys)]
        if not any(matched):
            for key in self.keys:
                self._mistyped_name(key)
        self._phrases()
        self._whole_name()
        best = max((score for score, bits in self.levels.items() if bits), default=0)
        kept = {score: bits for score, bits in self.levels.items() if score and score >= LEAST_SHARE * best}
        understood = sorted(self.terms, key=lambda number: -self.terms[number])
        return Found(kept, tuple(understood), tuple(self.hits))

    def _raise(self, bits: Bits, weight: float, hit: Hit) -> None:
        if bits:
            self.levels = raised(self.levels, bits, round(weight))
            self.hits.append((hit, bits))

    def _word(self, place: int, key: str) -> bool:
        """Count one word: as terms, as part of a name, as a word of the text. Returns whether it meant anything."""
        index = self.index
        hits = index.vocabulary.hits(key)
        in_names = to_bits(index._name_stems.of(words.stem(key)), index.size)
        in_text = to_bits(index._texts.of(words.stem(key)), index.size)
        weight = TEXT
        if not (in_names or in_text) and place == len(self.keys) - 1 and len(key) >= SHORTEST_BEGINNING:
            # The last word may still be on its way.
            in_names = to_bits(index._names.beginning_with(key), index.size)
            in_text, weight = to_bits(index._texts.beginning_with(key), index.size), TEXT_BEGINNING
        if in_names and hits and max(hits.values()) < EXACT * 0.9:
            hits = {}  # a name is surer than a likeness
        self._terms(key, hits)
        self._raise(in_names, NAME, Hit("name", key))
        self._raise(in_text, weight, Hit("text", key))
        return bool(hits or in_names or in_text)

    def _terms(self, key: str, hits: dict[int, float]) -> None:
        """Each document gains what its best hit term of each facet is worth; vague words are worth less."""
        by_facet: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, sure in hits.items():
            by_facet[self.index.vocabulary.terms[number].facet].append((sure, number))
            self.terms[number] = max(self.terms.get(number, 0), sure / math.sqrt(len(hits)))
        for facet, found in by_facet.items():
            reached: Bits = 0
            for sure, number in sorted(found, reverse=True):
                term = self.index.vocabulary.terms[number]
                bits = self.index.meant_by(facet, term.slug) & ~reached
                reached |= bits
                self._raise(bits, WEIGHTS[facet] * sure / math.sqrt(len(found)), Hit(facet, term.slug))

    def _phrases(self) -> None:
        """Whole phrases of a term ("drošā māja") earn a bonus, longer ones first, each word once."""
        free = set(range(len(self.keys)))
        for start, end, numbers in self.index.vocabulary.phrase_hits(self.keys):
            places = set(range(start, end))
            if not places <= free:
                continue
            free -= places
            for number in numbers:
                term = self.index.vocabulary.terms[number]
                bonus = PHRASE_BONUS * (end - start) / math.sqrt(len(numbers))
                self.terms[number] = self.terms.get(number, 0) + (end - start)
                self._raise(self.index.meant_by(term.facet, term.slug), bonus, Hit(term.facet, term.slug))

    def _whole_name(self) -> None:
        stems = tuple(map(words.stem, self.keys))
        numbers = self.index._name_phrases.get(stems, [])
        self._raise(to_bits(numbers, self.index.size), NAME_BONUS, Hit("name", " ".join(self.keys)))

    def _mistyped_name(self, key: str) -> None:
        for other, likeness in self.index._names.alike(key).items():
            bits = to_bits(self.index._names.of(other), self.index.size)
            self._raise(bits, NAME * likeness * likeness, Hit("name", other))
