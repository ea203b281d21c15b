"""A draft is a transaction that has not been committed yet: here everything really happens, and is undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from trafficking import caching


@contextmanager
def rehearsal() -> Iterator[None]:
    """Inside, rows may be written and pages rendered; at the end nothing of it is left.

    Render lazy responses inside. Effects outside the database belong in `transaction.on_commit`, which never fires
    here. Caches neither answer nor store meanwhile.
    """
    token = caching.rehearsing.set(True)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        caching.rehearsing.reset(token)
