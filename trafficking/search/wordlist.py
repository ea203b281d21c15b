"""A sorted list of keys that can be asked for beginnings and for lookalikes."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from trafficking.search import words

#: Of a word that is still being typed.
SHORTEST_BEGINNING = 2
#: Shorter words are alike by chance.
SHORTEST_ALIKE = 4
LEAST_LIKENESS = 0.5
#: A word and its mistyped form have about the same length; four letters apart are "juridiska" and "юридическая".
MOST_LETTERS_MORE = 4


class WordList:
    """Read-only once made. Lookalikes are found through the trigrams they share, not by comparing with every key."""

    def __init__(self, keys: Iterable[str]):
        self._keys = sorted(set(keys))

    @cached_property
    def _with_trigram(self) -> dict[str, list[int]]:
        """The places of keys by the trigrams that they hold; made when first somebody mistypes."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self._keys):
            if len(key) >= SHORTEST_ALIKE and not key.isdigit():
                for trigram in words.trigrams(key):
                    found[trigram].append(place)
        return found

    def beginning_with(self, key: str) -> list[str]:
        """Keys of which this is the beginning; none for fewer than two letters."""
        if len(key) < SHORTEST_BEGINNING:
            return []
        return self._keys[bisect_left(self._keys, key) : bisect_left(self._keys, key + "\uffff")]

    def alike(self, key: str, least: float = LEAST_LIKENESS) -> dict[str, float]:
        """Keys that a mistyped word may mean, with their likeness (`least` to 1)."""
        if len(key) < SHORTEST_ALIKE or key.isdigit():
            return {}
        shared = Counter(place for trigram in words.trigrams(key) for place in self._with_trigram.get(trigram, ()))
        found = {}
        for place, common in shared.items():
            other = self._keys[place]
            if abs(len(other) - len(key)) <= MOST_LETTERS_MORE:
                likeness = words.likeness(key, other, common)
                if likeness >= least:
                    found[other] = likeness
        return found
