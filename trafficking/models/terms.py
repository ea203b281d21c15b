"""The names of the vocabulary, by the facet and slug that stand in addresses."""

from trafficking import caching
from trafficking.models.service_type import Area, Audience, Language, ServiceType, Situation
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
