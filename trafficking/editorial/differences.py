"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    kind: str  # "same", "added" or "removed"
    text: str


def words(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; markup is left out."""
    old, new = (re.findall(r"\s+|[^\s]+", re.sub(r"<[^>]+>", " ", text).strip()) for text in (before, after))
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        sides = (("removed", old[a:b]), ("added", new[c:d]))
        pieces += [Piece(kind, "".join(part)) for kind, part in sides if part]
    return pieces
