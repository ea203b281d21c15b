"""The controlled vocabulary as the search sees it: terms, the phrases people use for them, and how words hit them.

Each term is known by its names and search words in every language; that is how a Russian search finds a record that
has only Latvian text. Because the vocabulary is small and its owners choose the words, they are compared loosely
(endings, beginnings, typing mistakes); texts of records are not.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trafficking.search import words
from trafficking.search.wordlist import SHORTEST_BEGINNING, WordList

#: How sure it is that a typed word is one of ours: the same key, the same stem; a beginning, from a few letters to
#: nearly all; a lookalike by trigrams.
EXACT, SAME_STEM = 1.0, 0.95
BEGINNING, WHOLE_BEGINNING = 0.6, 0.9
ALIKE = 0.75
#: Of lookalikes only those nearly as likely as the best count.
NEAR_THE_BEST = 0.9
#: A word out of a long phrase says less than a phrase of its own: by the number of words in the phrase.
OUT_OF_PHRASE = {1: 1.0, 2: 0.7, 3: 0.5}
OUT_OF_LONGER = 0.35


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a facet ("service", "area" …): its slug, everything people call it, and the terms that it implies.

    `names` are its names and search words as `names_of` gives them. Who has a term has the implied ones too: who
    serves a country serves its towns.
    """

    facet: str
    slug: str
    names: tuple[str, ...]
    implies: tuple[tuple[str, str], ...] = ()

    def single_stems(self) -> frozenset[str]:
        """The stems of its phrases of one word."""
        return frozenset(words.stem(phrase[0]) for phrase in map(words.keys, self.names) if len(phrase) == 1)


@dataclass(frozen=True, slots=True)
class WholePhrase:
    """A phrase of a term that is typed in full: the places of its words, and how sure they are."""

    term: int
    places: frozenset[int]
    sure: float


def names_of(*texts: str | None) -> tuple[str, ...]:
    """The single names and search words of texts that separate them by commas, semicolons or line breaks."""
    parts = (part for text in texts if text for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip())))


class Vocabulary:
    """All terms, ready to be compared with typed words. Terms are numbered by their place in `terms`."""

    def __init__(self, terms: Iterable[Term]):
        self.terms = tuple(terms)
        self._stems: dict[str, set[str]] = defaultdict(set)  # of keys, by stem
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)  # of terms, by stem
        self._phrases: dict[str, set[tuple[int, frozenset[str]]]] = defaultdict(set)  # by one stem of theirs
        self._whole: dict[str, set[int]] = defaultdict(set)  # terms, by a whole name with all its words
        for number, term in enumerate(self.terms):
            for name in term.names:
                self._learn(number, words.keys(name))
                self._whole[words.whole(name)].add(number)
        self.words = WordList(key for keys in self._stems.values() for key in keys)

    def _learn(self, number: int, phrase: list[str]) -> None:
        if not phrase:
            return
        stems = frozenset(map(words.stem, phrase))
        self._phrases[min(stems)].add((number, stems))
        weight = OUT_OF_PHRASE.get(len(stems), OUT_OF_LONGER)
        for key in phrase:
            stem = words.stem(key)
            self._stems[stem].add(key)
            self._weights[stem][number] = max(self._weights[stem].get(number, 0), weight)

    def meanings(self, key: str, is_last: bool = False) -> dict[str, float]:
        """The words of the vocabulary that a typed one is or begins, by stem, with how sure it is (0 to 1).

        The last word may still be on its way: of it two letters are enough, of others three.
        """
        stem = words.stem(key)
        if key in self._stems.get(stem, ()):
            return {stem: EXACT}
        found = {stem: SAME_STEM} if stem in self._stems else {}
        if len(key) < SHORTEST_BEGINNING + (not is_last) or (found and not is_last):
            return found
        for typed in {key, stem}:
            for other in self.words.beginning_with(typed):
                sure = BEGINNING + (WHOLE_BEGINNING - BEGINNING) * len(typed) / len(other)
                found[words.stem(other)] = max(found.get(words.stem(other), 0), sure)
        return found

    def lookalikes(self, key: str, but: Collection[str] = ()) -> dict[str, float]:
        """The words of the vocabulary that a mistyped one may be, as `meanings` gives them, `but` some stems."""
        alike = {other: near for other, near in self.words.alike(key).items() if words.stem(other) not in but}
        best = max(alike.values(), default=0)
        found: dict[str, float] = {}
        for other, likeness in alike.items():
            if likeness >= NEAR_THE_BEST * best:
                found[words.stem(other)] = max(found.get(words.stem(other), 0), likeness * ALIKE)
        return found

    def terms_of(self, meanings: dict[str, float]) -> dict[int, float]:
        """The terms of these words, with how sure they are."""
        found: dict[int, float] = {}
        for stem, sure in meanings.items():
            for number, weight in self._weights[stem].items():
                found[number] = max(found.get(number, 0), sure * weight)
        return found

    def whole_phrases(self, meanings: list[dict[str, float]]) -> Iterator[WholePhrase]:
        """Phrases all of whose words are typed, in any order; `meanings` are those of each typed word."""
        by_stem: dict[str, tuple[float, int]] = {}
        for place, meaning in enumerate(meanings):
            for stem, sure in meaning.items():
                by_stem[stem] = max(by_stem.get(stem, (0, 0)), (sure, place))
        for stem in by_stem:
            for number, stems in self._phrases.get(stem, ()):
                if stems <= by_stem.keys():
                    places = frozenset(by_stem[each][1] for each in stems)
                    if len(places) == len(stems):
                        yield WholePhrase(number, places, min(by_stem[each][0] for each in stems))

    def called(self, text: str) -> set[int]:
        """The terms that have a whole text as one of their names."""
        return self._whole.get(words.whole(text), set())


@lru_cache(maxsize=2)
def vocabulary_of(terms: tuple[Term, ...]) -> Vocabulary:
    """The vocabulary of these terms; most changes of the directory leave them as they were."""
    return Vocabulary(terms)
