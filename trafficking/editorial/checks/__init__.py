"""Plain-word checks before an item goes live: all at once, what must be mended apart from what should be looked at."""

from collections.abc import Callable

from django.db import models

from trafficking.editorial import passages
from trafficking.editorial.checks import addresses, headings, missing, numbers, quotes, scripts, wording
from trafficking.editorial.checks.finding import Finding, Kind, Remarks, at
from trafficking.editorial.passages import Passage

__all__ = ["Finding", "Kind", "findings"]

#: The checks that need nothing but one passage.
EACH: tuple[Callable[[Passage], Remarks], ...] = (
    headings.remarks,
    addresses.remarks,
    quotes.remarks,
    scripts.remarks,
    wording.remarks,
)


def findings(item: models.Model) -> list[Finding]:
    """What stands in the way of publishing an item as its rows are now, blockers first; else as the fields stand.

    For a draft, ask inside a rehearsal. Fields of `item` are cleaned on the way, as `full_clean` does.
    """
    rows = list(passages.rows(item))
    found = missing.findings(rows)
    # A message must not repeat what belongs to a confidential address.
    read = [passage for place, row in rows for passage in passages.of_row(row, place) if not passage.is_secret]
    found += [at(passage, *remark) for passage in read for check in EACH for remark in check(passage)]
    found += addresses.known(read) + numbers.findings(read)
    return sorted(found, key=lambda finding: finding.kind is not Kind.BLOCKER)
