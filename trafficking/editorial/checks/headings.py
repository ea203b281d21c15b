"""Headings: those who hear a page move by them, so none may be left out and none may be empty."""

from django.utils.translation import gettext as _

from trafficking.editorial.checks.finding import Kind, Remarks, excerpt
from trafficking.editorial.passages import Passage

#: The title of the page stands above every text.
TITLE = 1


def remarks(passage: Passage) -> Remarks:
    if not passage.is_rich:
        return
    above = TITLE
    for block in passage.blocks:
        if not block.level:
            continue
        if not block.text:
            yield Kind.WARNING, _("There is an empty heading. Delete it, or make it a paragraph.")
            continue
        if block.level > above + 1:
            words = {"heading": excerpt(block.text), "level": block.level, "right": above + 1}
            yield (
                Kind.BLOCKER,
                _("The heading “%(heading)s” is of level %(level)d; here it must be of level %(right)d.") % words,
            )
        above = block.level
