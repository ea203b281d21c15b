"""How the nouns describe themselves to the search. Only what is public goes in."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags

from trafficking.models.organisation import Location, Organisation, Phone, Service
from trafficking.models.searchable import LANGUAGES, in_all
from trafficking.models.service_type import Area, Audience, Language, ServiceType, Situation
from trafficking.search import directory
from trafficking.search.index import Document
from trafficking.search.vocabulary import Term, phrases

NOUNS = {"situation": Situation, "service": ServiceType, "area": Area, "audience": Audience}


def vocabulary() -> Iterator[Term]:
    """The public terms of every facet, in the editors' order."""
    for facet, noun in NOUNS.items():
        rows = noun.objects.published().slugged().order_by("position", "id")
        for slug, *texts in rows.values_list("slug", *in_all("name", "search_words")):
            yield Term(facet, slug, phrases(*texts))
    for spoken in Language.objects.published().slugged().order_by("position", "id"):
        names = [spoken.name_in(language) for language in LANGUAGES]
        words = [getattr(spoken, column) for column in in_all("search_words")]
        yield Term("language", spoken.code, phrases(*names, *words))


def documents() -> Iterator[Document]:
    """The public organisations of the directory, in the editors' order."""
    rows = Organisation.objects.published().in_directory().order_by("position", "id")
    terms, texts, numbers = _terms(), _service_texts(), _numbers()
    names, prose = in_all("name"), in_all("summary", "description")
    for key, hours, other_names, *values in rows.values_list("pk", "opening_hours", "other_names", *names, *prose):
        own = {facet: frozenset(slugs) for facet, slugs in terms[key].items()}
        if hours:
            own["hours"] = frozenset({hours})
        yield Document(
            id=key,
            names=tuple(filter(None, (*values[: len(names)], *(other_names or "").splitlines()))),
            text=" ".join((*(strip_tags(value) for value in values[len(names) :] if value), *texts[key])),
            numbers=tuple(numbers[key]),
            terms=own,
        )


def _terms() -> dict[Any, dict[str, set[str]]]:
    """The slugs of each organisation's terms by facet."""
    found: dict[Any, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    situations = defaultdict(set)
    for service_type, situation in ServiceType.situations.through.objects.filter(
        situation__in=Situation.objects.published()
    ).values_list("servicetype", "situation__slug"):
        situations[service_type].add(situation)
    services = Service.objects.shown().values_list("organisation", "service_type", "service_type__slug", "free")
    for organisation, service_type, slug, free in services:
        own = found[organisation]
        own["service"].add(slug)
        own["situation"] |= situations[service_type]
        own["free"] |= {f"{slug}:{free}", f":{free}"}
    _add(found, "audience", Organisation.audiences.through.objects, "audience", Audience, "slug")
    _add(found, "language", Organisation.languages.through.objects, "language", Language, "code")
    parts = _parts_of_areas()
    for organisation, area in Organisation.areas.through.objects.values_list("organisation", "area"):
        found[organisation]["area"] |= parts.get(area, set())
    _add_towns(found)
    return found


def _add(found: dict, facet: str, links: Any, name: str, noun: Any, slug: str) -> None:
    public = links.filter(**{f"{name}__in": noun.objects.published()})
    for organisation, term in public.values_list("organisation", f"{name}__{slug}"):
        found[organisation][facet].add(term)


def _parts_of_areas() -> dict[Any, set[str]]:
    """Each area's own slug and those of everything inside it: who serves a country serves its towns."""
    areas = list(Area.objects.published().slugged())
    parts = {area.pk: {area.slug} for area in areas}
    above = {area.pk: area.parent_id for area in areas}
    for area in areas:
        parent = area.parent_id
        while parent in parts:
            parts[parent].add(area.slug)
            parent = above[parent]
    return parts


def _add_towns(found: dict) -> None:
    """An office in a town is a reason to find the organisation there, unless the place is confidential."""
    names = defaultdict(set)
    for slug, *texts in Area.objects.published().slugged().values_list("slug", *in_all("name")):
        for text in filter(None, texts):
            names[text.casefold()].add(slug)
    shown = Location.objects.exclude(visibility=Location.Visibility.CONFIDENTIAL).exclude(city=None)
    for organisation, city in shown.values_list("organisation", "city"):
        found[organisation]["town"] |= names.get(city.casefold(), set())


def _service_texts() -> dict[Any, list[str]]:
    texts = defaultdict(list)
    columns = in_all("details", "eligibility")
    for organisation, *values in Service.objects.shown().values_list("organisation", *columns):
        texts[organisation] += filter(None, values)
    return texts


def _numbers() -> dict[Any, list[str]]:
    numbers = defaultdict(list)
    for organisation, number in Phone.objects.values_list("organisation", "number"):
        numbers[organisation].append(str(number))
    return numbers


directory.describe(vocabulary, documents)
