"""Searching the nouns of a few hundred rows: pages, events, awards. The same words as in the directory, no facets."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from trafficking.search import words
from trafficking.search.wordlist import WordList

#: What a word is worth in a title or a name, in the text; as the beginning of either; and in a title when mistyped.
TITLE, TEXT, TITLE_BEGINNING, TEXT_BEGINNING, MISTYPED = 10.0, 2.0, 5.0, 1.0, 6.0
#: For all words in one title.
WHOLE = 10.0
#: Results below this share of the best one are noise.
LEAST_SHARE = 0.4
SHORTEST_BEGINNING = 3


class Searchable(Protocol):
    """What a row says of itself: its titles and names, and its plain or rich texts, in every language."""

    pk: Any

    def search_titles(self) -> Iterable[str | None]: ...

    def search_texts(self) -> Iterable[str | None]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one row: keys by stem of its titles, stems of its texts."""

    pk: Any
    titles: dict[str, str]
    texts: frozenset[str]


class Shelf:
    """The words of some rows. Read-only once made."""

    def __init__(self, rows: Iterable[Searchable]):
        self._entries = [_entry(row) for row in rows]
        self._titles = WordList(key for entry in self._entries for key in entry.titles.values())
        self._texts = WordList(stem for entry in self._entries for stem in entry.texts)

    def search(self, text: str) -> dict[Any, float]:
        """The keys of the rows that the words find, each with its score."""
        keys = words.keys(text)
        worth = [self._worth(key, place == len(keys) - 1) for place, key in enumerate(keys)]
        scores = {entry.pk: _score(entry, worth) for entry in self._entries}
        best = max(scores.values(), default=0)
        return {pk: score for pk, score in scores.items() if score and score >= LEAST_SHARE * best}

    def _worth(self, key: str, is_last: bool) -> tuple[dict[str, float], dict[str, float]]:
        """What a typed word is worth by the stem it meets, in titles and in texts."""
        stem = words.stem(key)
        titles, texts = {stem: TITLE}, {stem: TEXT}
        if is_last and len(key) >= SHORTEST_BEGINNING:
            titles = dict.fromkeys(map(words.stem, self._titles.beginning_with(key)), TITLE_BEGINNING) | titles
            texts = dict.fromkeys(self._texts.beginning_with(key), TEXT_BEGINNING) | texts
        if not any(entry.titles.keys() & titles or entry.texts & texts.keys() for entry in self._entries):
            alike = self._titles.alike(key)
            titles = {words.stem(other): MISTYPED * likeness**2 for other, likeness in alike.items()}
        return titles, texts


def _entry(row: Searchable) -> Entry:
    keys = [key for text in row.search_titles() if text for key in words.keys(text)]
    texts = " ".join(words.plain(text) for text in row.search_texts() if text)
    return Entry(row.pk, {words.stem(key): key for key in keys}, frozenset(words.stems(texts)))


def _score(entry: Entry, worth: list[tuple[dict[str, float], dict[str, float]]]) -> float:
    total, in_title = 0.0, bool(worth)
    for titles, texts in worth:
        in_titles = max((titles[stem] for stem in titles.keys() & entry.titles.keys()), default=0)
        in_title = in_title and in_titles > 0
        total += in_titles + max((texts[stem] for stem in texts.keys() & entry.texts), default=0)
    return total + (WHOLE if in_title else 0)
