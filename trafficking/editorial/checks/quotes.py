"""Quotation marks: what is opened must be closed. „…” in Latvian, “…” in English, «…» with „…“ inside in Russian and
Ukrainian, "…" anywhere. Single marks are left alone: they are apostrophes as well (з’їзд, people’s).
"""

from django.utils.translation import gettext as _

from trafficking.editorial.checks.finding import Kind, Remarks, excerpt
from trafficking.editorial.passages import Passage

CLOSES = {"”": "„“", "»": "«"}


def remarks(passage: Passage) -> Remarks:
    if passage.is_address:
        return
    text = passage.text
    place = unbalanced(text)
    if place is not None:
        message = _("A quotation mark is missing: “%(text)s”. Close what is opened.")
        yield Kind.WARNING, message % {"text": excerpt(text, max(0, place - 15))}


def unbalanced(text: str) -> int | None:
    """Where the first mark stands that has no counterpart, or None."""
    opened: list[tuple[str, int]] = []
    straight: list[int] = []
    for place, mark in enumerate(text):
        before = text[place - 1] if place else "\n"
        if mark == '"':
            straight.append(place)
        elif mark in "„«":
            opened.append((mark, place))
        elif mark == "“":
            if opened and opened[-1][0] == "„" and not before.isspace():
                opened.pop()
            elif not (before == "\n" and opened and opened[-1][0] == "“"):  # each paragraph of one quotation
                opened.append((mark, place))
        elif mark in CLOSES:
            if not opened or opened[-1][0] not in CLOSES[mark]:
                return place
            opened.pop()
    if opened:
        return opened[0][1]
    return _odd(text, straight)


def _odd(text: str, straight: list[int]) -> int | None:
    """Straight marks come in pairs; behind a digit, one may mean inches."""
    if len(straight) % 2 == 0:
        return None
    others = [place for place in straight if not (place and text[place - 1].isdigit())]
    return straight[-1] if len(others) % 2 else None
