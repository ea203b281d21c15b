"""One thing that a check found, in words for the editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from trafficking.editorial.passages import Passage


class Kind(Enum):
    BLOCKER = "blocker"  #: must be mended before the item goes live
    WARNING = "warning"  #: should be looked at; the editor decides


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    #: A sentence or two: what is wrong and what to do.
    message: str
    #: Where, as staff know it: "Text (Russian)"; empty for the item as a whole.
    label: str = ""
    #: Where, as the code knows it: the row inside the item ("services/<key>", "" for itself), field, language.
    place: str = ""
    field: str = ""
    language: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.message}" if self.label else self.message

    @property
    def is_blocker(self) -> bool:
        return self.kind is Kind.BLOCKER


#: What a check that looks at one passage alone yields: a kind and a message.
Remarks = Iterator[tuple[Kind, str]]


def at(passage: Passage, kind: Kind, message: str) -> Finding:
    return Finding(kind, message, passage.label, passage.place, passage.field, passage.language)


def excerpt(text: str, start: int = 0, length: int = 40) -> str:
    """A few words of a text, so that the place can be found in it."""
    words = " ".join(text[start : start + length * 2].split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
