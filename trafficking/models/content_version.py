"""The counters that say "something public has changed". What hangs on them is in `trafficking.caching`."""

from django.db import models


class ContentVersion(models.Model):
    """One counter a row; moved in the very transaction that changes what the public sees."""

    CONTENT, DIRECTORY = "content", "directory"

    name = models.CharField(max_length=20, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
