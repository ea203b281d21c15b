"""Wording: what was left over from writing, and sentences too long for somebody in fear."""

import re

from django.utils.translation import gettext as _

from trafficking.editorial.checks.finding import Kind, Remarks, excerpt
from trafficking.editorial.passages import Passage
from trafficking.signals import DIRECTORY_MODELS

#: Capital XXX is a number; Cyrillic х looks like Latin x.
PLACEHOLDER = re.compile(
    r"\b(?i:lorem ipsum)\b|\b(?:TODO|FIXME|TBD)\b|\b(?:[xх]{3,}|[XХ]{4,})\b|\?{3,}|\b(?i:asdf(?:gh)?|qwerty)\b"
)
DOUBLE_BLANK = re.compile(r"\S[ \u00a0]{2,}\S")
SENTENCE_END = re.compile(r"(?<=[.!?…])[”»“\")]*\s+|\n")

#: Nouns that people read who need help, beside the general pages.
FOR_HELP = DIRECTORY_MODELS | {"notice", "page", "urgentline"}
#: The section's own rule is 20 (docs/glossary.md); from here on a sentence is worth a word.
MOST_WORDS = 30


def remarks(passage: Passage) -> Remarks:
    if passage.is_address:
        return
    text = passage.text
    if found := PLACEHOLDER.search(text):
        message = _("“%(word)s” was to be replaced by the real text.")
        yield Kind.BLOCKER, message % {"word": found[0]}
    if found := DOUBLE_BLANK.search(text):
        message = _("There are two blanks in a row: “%(text)s”.")
        yield Kind.WARNING, message % {"text": excerpt(text, max(0, found.start() - 15))}
    if passage.column.model._meta.model_name in FOR_HELP:
        yield from _long_sentences(text)


def _long_sentences(text: str) -> Remarks:
    for sentence in SENTENCE_END.split(text):
        number = sum(1 for word in sentence.split() if any(letter.isalnum() for letter in word))
        if number > MOST_WORDS:
            message = _("A sentence has %(number)d words: “%(text)s”. Shorter ones are easier to take in.")
            yield Kind.WARNING, message % {"number": number, "text": excerpt(sentence)}
