"""The search, as the rest of the house sees it: `.search(text)` on a QuerySet, best first."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, When

from trafficking.search import directory, words

#: What a word is worth in a title or a name, in the text, and as a beginning of either.
TITLE, TEXT, BEGINNING = 10, 2, 1


class SearchableQuerySet(models.QuerySet):
    """For nouns of a few hundred rows: every row is read and ranked by the same keys on every database.

    The model says what is searched: `search_titles(item)` and `search_texts(item)` yield texts.
    """

    search_related: ClassVar[tuple[str, ...]] = ()

    def search(self, text: str) -> Self:
        """Rows that hold every word of a text (or its stem, or as a beginning), best first."""
        wanted = words.keys(text)
        if not wanted:
            return self.none()
        rows = self.select_related(None).prefetch_related(*self.search_related)
        scored = [(score, place, row.pk) for place, row in enumerate(rows) if (score := _score(row, wanted))]
        return self.ranked([pk for _score, _place, pk in sorted(scored, key=lambda each: (-each[0], each[1]))])

    def ranked(self, keys: list[Any]) -> Self:
        """The rows of these keys, in their order."""
        if not keys:
            return self.none()
        order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(keys)))
        return self.filter(pk__in=keys).order_by(order)


class DirectoryQuerySet(SearchableQuerySet):
    """For organisations: the directory's index does the work."""

    MOST = 500

    def search(self, text: str) -> Self:
        """Organisations of the directory that the words find, best first, at most 500."""
        return self.ranked(directory.find(text).ids(0, self.MOST)) if text.strip() else self.none()


def _score(row: Any, wanted: list[str]) -> int:
    """How well a row fits: 0 when a word is not there at all."""
    titles = {key for text in row.search_titles() if text for key in words.keys(text)}
    texts = {key for text in row.search_texts() if text for key in words.keys(text)}
    title_stems, text_stems = set(map(words.stem, titles)), set(map(words.stem, texts))
    total = 0
    for key in wanted:
        stem = words.stem(key)
        score = (TITLE if stem in title_stems else 0) + (TEXT if stem in text_stems else 0)
        if not score and len(key) >= 3 and any(other.startswith(key) for other in titles | texts):
            score = BEGINNING
        if not score:
            return 0
        total += score
    return total
