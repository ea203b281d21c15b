"""What is wrong with a spreadsheet, and where, as the editor sees it in the spreadsheet program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `row` is the number beside the row, None for a whole sheet; `field` its heading."""

    sheet: str
    row: int | None
    field: str
    reason: str
