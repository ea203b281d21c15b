"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficking.editorial.matching import matches
from trafficking.editorial.readable import is_rich, plain_tokens, rich_tokens

SAME, ADDED, REMOVED, FOLDED = "same", "added", "removed", "folded"
#: From how many unchanged words on the middle is folded away, and how many stay on each side of it.
FOLD_FROM, STAY = 60, 15


class Piece(NamedTuple):
    """A part of a compared text. `kind`: "same", "added", "removed"; after `folded` also "folded"."""

    kind: str
    text: str


def words(before: str, after: str) -> list[Piece]:
    """The pieces of two texts in reading order; what was removed stands before what was added in its place.

    Rich text is compared as it is read, marks for headings, lists, bold and the addresses of links included; plain
    text as it stands. A blank between two changed words goes with them.
    """
    tokens = rich_tokens if is_rich(before) or is_rich(after) else plain_tokens
    return list(_joined(_runs(tokens(before), tokens(after))))


def read_alike(before: str, after: str) -> bool:
    """Whether two texts are the same to whoever reads the page, whatever their HTML."""
    if is_rich(before) and is_rich(after):
        return rich_tokens(before) == rich_tokens(after)
    return before == after


def signs(before: str, after: str) -> list[Piece]:
    """The pieces of two short values, telephone numbers above all, sign by sign: each changed digit shows."""
    if len(before) == len(after):
        pairs = [(one, other, one == other) for one, other in zip(before, after, strict=True)]
        runs = [("".join(one), "".join(other), same) for one, other, same in pairs]
    else:
        head = _common(before, after)
        tail = _common(before[head:][::-1], after[head:][::-1])
        cut, end = len(before) - tail, len(after) - tail
        runs = [
            (before[:head],) * 2 + (True,),
            (before[head:cut], after[head:end], False),
            (before[cut:],) * 2 + (True,),
        ]
    return list(_joined(([one], [other], same) for one, other, same in runs))


def folded(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, with the middle of each long unchanged one in a piece of kind "folded"."""
    return [part for index, piece in enumerate(pieces) for part in _fold(piece, index == 0, index == len(pieces) - 1)]


def differ(pieces: list[Piece]) -> bool:
    """Whether anything was added or removed."""
    return any(piece.kind in {ADDED, REMOVED} for piece in pieces)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """Both lists cut where they begin or cease to be alike."""
    i = j = 0
    for match in matches(before, after):
        if match.before > i or match.after > j:
            yield before[i : match.before], after[j : match.after], False
        i, j = match.before + match.length, match.after + match.length
        yield before[match.before : i], after[match.after : j], True
    if before[i:] or after[j:]:
        yield before[i:], after[j:], False


def _joined(runs: Iterator[tuple[list[str], list[str], bool]]) -> Iterator[Piece]:
    """Neighbouring runs of one kind as one piece; blanks of one line between two changes belong to the change."""
    same = removed = added = blanks = ""
    for old, new, alike in runs:
        if not alike:
            if same:
                yield Piece(SAME, same)
                same = ""
            removed, added, blanks = removed + blanks + "".join(old), added + blanks + "".join(new), ""
        elif (removed or added) and (text := "".join(old)).isspace() and "\n" not in text:
            blanks += text
        else:
            yield from _change(removed, added)
            same, removed, added, blanks = same + blanks + "".join(old), "", "", ""
    yield from _change(removed, added)
    if same or blanks:
        yield Piece(SAME, same + blanks)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(REMOVED, removed)
    if added:
        yield Piece(ADDED, added)


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _fold(piece: Piece, is_first: bool, is_last: bool) -> Iterator[Piece]:
    """Nothing stands before the first piece or after the last, so only the side at the change stays open there."""
    found = list(re.finditer(r"\S+\s*", piece.text)) if piece.kind == SAME else []
    if len(found) < FOLD_FROM:
        yield piece
        return
    start = 0 if is_first else found[STAY].start()
    end = len(piece.text) if is_last else found[-STAY].start()
    parts = ((SAME, piece.text[:start]), (FOLDED, piece.text[start:end]), (SAME, piece.text[end:]))
    yield from (Piece(kind, text) for kind, text in parts if text)
