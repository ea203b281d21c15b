"""The controlled vocabulary as the search sees it: terms, the phrases people use for them, and how words hit them.

Each term is known by its names and search words in every language; that is how a Russian word finds a record
that has only Latvian text. Because the vocabulary is small, words are compared loosely (endings, beginnings,
typing mistakes); names and texts of records are not.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trafficking.search import words

#: How sure a comparison is: the same key, the same stem, a beginning, a likeness by trigrams.
EXACT, SAME_STEM, BEGINNING, ALIKE = 1.0, 0.95, 0.7, 0.75
#: Below this likeness two words are different words.
LEAST_LIKENESS = 0.5
SHORTEST_BEGINNING = 3
SHORTEST_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a facet ("service", "area" …): its slug and everything people call it."""

    facet: str
    slug: str
    phrases: tuple[tuple[str, ...], ...]


def phrases(*texts: str | None) -> tuple[tuple[str, ...], ...]:
    """The phrases of names and search words (separated by commas or line breaks), as tuples of keys."""
    parts = (part for text in texts if text for line in text.splitlines() for part in line.replace(";", ",").split(","))
    return tuple(dict.fromkeys(found for part in parts if (found := tuple(words.keys(part)))))


class Vocabulary:
    """All terms, ready to be compared with typed words. Terms are numbered by their place in `terms`."""

    def __init__(self, terms: Iterable[Term]):
        self.terms = tuple(terms)
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        self._by_phrase: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, term in enumerate(self.terms):
            for phrase in term.phrases:
                self._by_phrase[tuple(map(words.stem, phrase))].add(number)
                for key in phrase:
                    self._by_key[key].add(number)
                    self._by_stem[words.stem(key)].add(number)
        self._sorted = sorted(self._by_key)
        self._by_trigram: dict[str, set[str]] = defaultdict(set)
        for stem in self._by_stem:
            for trigram in words.trigrams(stem):
                self._by_trigram[trigram].add(stem)
        self._longest = max(map(len, self._by_phrase), default=1)

    def hits(self, key: str) -> dict[int, float]:
        """The terms that one typed word may mean, with how sure it is (0 to 1)."""
        found: dict[int, float] = dict.fromkeys(self._by_stem.get(words.stem(key), ()), SAME_STEM)
        found.update(dict.fromkeys(self._by_key.get(key, ()), EXACT))
        if found:
            return found
        if len(key) >= SHORTEST_BEGINNING:
            for other in self._beginning_with(key):
                for number in self._by_key[other]:
                    found[number] = max(found.get(number, 0), BEGINNING)
        return found or self._alike(key)

    def phrase_hits(self, keys: list[str]) -> list[tuple[int, int, set[int]]]:
        """Runs of typed words that are whole phrases of terms: (start, end, terms), the longest first."""
        stems = [words.stem(key) for key in keys]
        return [
            (start, start + length, self._by_phrase[run])
            for length in range(min(self._longest, len(stems)), 0, -1)
            for start in range(len(stems) - length + 1)
            if (run := tuple(stems[start : start + length])) in self._by_phrase
        ]

    def _beginning_with(self, key: str) -> list[str]:
        first = bisect_left(self._sorted, key)
        last = bisect_left(self._sorted, key + "\uffff")
        return self._sorted[first:last]

    def _alike(self, key: str) -> dict[int, float]:
        """Terms with a word that looks like a mistyped or foreign form of this one; endings do not count."""
        if len(key) < SHORTEST_ALIKE:
            return {}
        stem = words.stem(key)
        candidates = {other for trigram in words.trigrams(stem) for other in self._by_trigram.get(trigram, ())}
        found: dict[int, float] = {}
        for other in candidates:
            likeness = words.likeness(stem, other)
            # Short words are alike by chance: a word and its mistyped form have about the same length.
            if likeness >= LEAST_LIKENESS and abs(len(other) - len(stem)) <= 3:
                for number in self._by_stem[other]:
                    found[number] = max(found.get(number, 0), likeness * ALIKE)
        best = max(found.values(), default=0)
        return {number: sure for number, sure in found.items() if sure >= 0.9 * best}
