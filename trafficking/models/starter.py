"""What `manage.py load_starter` remembers of the rows it made."""

from django.db import models


class StarterRecord(models.Model):
    """One row of the starter content: from which text it was made and what it held then.

    Both are SHA-256 digests. A row that no longer has the second one was changed by staff.
    """

    item = models.UUIDField(primary_key=True)
    source_digest = models.CharField(max_length=64)
    loaded_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.item)
