"""The search, as the rest of the house sees it: `.search(text)` on a QuerySet, best first."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, When

from trafficking import caching
from trafficking.search import directory
from trafficking.search.shelf import Shelf


class RankedQuerySet(models.QuerySet):
    """Rows in an order that was found elsewhere."""

    def ranked(self, keys: list[Any]) -> Self:
        """The rows of these keys, in their order."""
        if not keys:
            return self.none()
        order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(keys)))
        return self.filter(pk__in=keys).order_by(order)


class SearchableQuerySet(RankedQuerySet):
    """For nouns of a few hundred rows, which describe themselves as `trafficking.search.shelf.Searchable`."""

    def for_search(self) -> Self:
        """The rows that may be found at all, with everything that their titles and texts are made of."""
        raise NotImplementedError

    def search(self, text: str) -> Self:
        """Those of these rows that words find, best first; equally good ones in the order they have here.

        Ranked in memory by the same words as the directory, so that both databases agree. Rows that are not public
        are never found, whatever this QuerySet holds.
        """
        scores = shelf(self.model).search(text)
        here = self.filter(pk__in=scores).values_list("pk", flat=True)
        return self.ranked(sorted(here, key=lambda pk: -scores[pk]))


class DirectoryQuerySet(RankedQuerySet):
    """For organisations: the directory's index does the work."""

    #: More than anybody reads. The order of a hundred rows is a long question already; `directory.find` knows all.
    MOST = 100

    def search(self, text: str) -> Self:
        """Organisations of the directory that the words find, best first, at most a hundred."""
        return self.ranked(directory.find(text).ids(0, self.MOST)) if text.strip() else self.none()


@caching.remembered
def shelf(model: type[models.Model]) -> Shelf:
    """The words of all rows of a noun that may be found."""
    return Shelf(model._default_manager.for_search())
