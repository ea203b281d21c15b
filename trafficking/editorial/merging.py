"""Three states of one item made into one: what an editor saw, what is there now, what the editor wants.

Pure functions over the dictionaries of `capture`. Names of columns and relations stand on the first level and inside
each child; a key that is missing there means "not said". Between them stand keys of rows; one that is missing there
means "not (any more) part of it".
"""

from dataclasses import dataclass
from typing import Any

State = dict[str, Any]
_GONE = object()


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed one thing differently. `path` leads to it: ("phones", "<uuid>", "number")."""

    path: tuple[str, ...]
    theirs: Any
    mine: Any


def merge(base: State, theirs: State, mine: State) -> tuple[State, list[Clash]]:
    """`mine` on top of `theirs`, both grown from `base`; where both changed one thing, mine stands, as a clash."""
    clashes: list[Clash] = []
    return _columns(base, theirs, mine, (), clashes), clashes


def _columns(base: State, theirs: State, mine: State, path: tuple[str, ...], clashes: list[Clash]) -> State:
    merged = {}
    for name, there in theirs.items():
        seen = base.get(name, there)
        merged[name] = _value(seen, there, mine.get(name, seen), (*path, name), clashes)
    return merged


def _value(base: Any, theirs: Any, mine: Any, path: tuple[str, ...], clashes: list[Clash]) -> Any:
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return _rows(base if isinstance(base, dict) else {}, theirs, mine, path, clashes)
    return _choice(base, theirs, mine, path, clashes)


def _rows(base: State, theirs: State, mine: State, path: tuple[str, ...], clashes: list[Clash]) -> State:
    merged = {}
    for key in sorted({*theirs, *mine}):
        seen, there, wanted = (state.get(key, _GONE) for state in (base, theirs, mine))
        if isinstance(there, dict) and isinstance(wanted, dict):
            merged[key] = _columns(seen if isinstance(seen, dict) else {}, there, wanted, (*path, key), clashes)
        elif (value := _choice(seen, there, wanted, (*path, key), clashes)) is not _GONE:
            merged[key] = value
    return merged


def _choice(base: Any, theirs: Any, mine: Any, path: tuple[str, ...], clashes: list[Clash]) -> Any:
    if mine == base:
        return theirs
    if theirs not in (base, mine):
        clashes.append(Clash(path, *(None if value is _GONE else value for value in (theirs, mine))))
    return mine
