"""The search, as the rest of the house sees it: `.search(text)` on a QuerySet."""

from typing import Self

from django.db import models


class SearchableQuerySet(models.QuerySet):
    def search(self, text: str) -> Self:
        """Rows that match what a person typed, best first."""
        raise NotImplementedError
