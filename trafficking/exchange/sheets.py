"""What a spreadsheet is here, whatever the file was: named sheets of numbered rows of plain values."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime


class UnreadableError(Exception):
    """A file that cannot be used at all; the message is a sentence for the editor."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell that holds no value of its own: a formula, or what Excel shows where one went wrong ("#N/A")."""

    text: str
    is_formula: bool


Value = str | bool | int | float | date | datetime | NoValue | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the number that the spreadsheet program shows beside it."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column."""

    text: str
    #: "text", "number" or "date": how the program is to treat what is typed into the column.
    kind: str = "text"
    width: int = 14
    hidden: bool = False
    #: What may stand in the column, with names where those say more.
    choices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    #: Whether a cell holds one of the choices, so that the program can offer them.
    one_of: bool = True


@dataclass(slots=True)
class Sheet:
    """A sheet to be written."""

    title: str
    headings: list[Heading]
    rows: list[list[Value]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that was read: its first row, then the rows below it that hold anything."""

    title: str
    headings: Row
    rows: list[Row]


#: A sheet's name in Excel has at most so many characters.
LONGEST_TITLE = 31
#: So many characters fit into a cell.
LONGEST_TEXT = 32_767


def tidy(text: str) -> str:
    """A text as cells hold it: lines end in one way (Excel writes "_x000D_" for the other half), no space around."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def storable(text: str) -> str:
    """A text without the control characters that no spreadsheet can hold."""
    return CONTROL.sub("", text)


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def title_of(name: str) -> str:
    """A sheet's name without what Excel refuses in it."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:LONGEST_TITLE].strip()
