"""The names of the vocabulary, by the facet and slug that stand in addresses."""

from django.utils.translation import gettext as _

from trafficking import caching
from trafficking.models.service_type import Area, Audience, Language, ServiceType, Situation
from trafficking.search.directory import OPEN_24H, OPEN_NOW
from trafficking.texts import text

#: The noun of each facet of the directory.
NOUNS = {noun.facet: noun for noun in (Situation, ServiceType, Area, Language, Audience)}


@caching.remembered
def term_names(language: str) -> dict[str, dict[str, str]]:
    """The name of every public term by facet and slug, in the editors' order."""
    return {
        facet: {
            term.slug: term.name_in(language) if facet == "language" else text(term, "name", language).value
            for term in noun.objects.published().slugged()
        }
        for facet, noun in NOUNS.items()
    }


def filter_words(name: str, value: str, names: dict[str, dict[str, str]]) -> str:
    """A filter of the directory in words; `names` are those of the terms in the reader's language."""
    fixed = {
        ("free", "yes"): _("free of charge"),
        ("open", OPEN_NOW): _("open now"),
        ("open", OPEN_24H): _("open 24 hours"),
    }
    return fixed.get((name, value)) or names[name][value]
