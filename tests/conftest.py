"""What every test needs: nothing known from the test before."""

import pytest

from trafficking import caching


@pytest.fixture(autouse=True)
def forgotten():
    """A test's database is rolled back, counters and all; what hangs on them must not outlive it."""
    caching.reader.forget()
