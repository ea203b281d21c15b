"""How the directory describes itself to the search. Only what is public goes in.

Rows are read as plain tuples and joined by key in memory: at 100,000 organisations objects would take a minute.
Keys are read as text, because turning a million of them into UUIDs would take longer than all the rest.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, F, Model, Q, QuerySet
from django.db.models.functions import Cast

from trafficking.models.organisation import Location, Organisation, Phone, Service
from trafficking.models.searchable import LANGUAGES, in_all
from trafficking.models.service_type import Area, Language, ServiceType, Situation
from trafficking.models.terms import NOUNS
from trafficking.search import directory, words
from trafficking.search.facets import ON_THE_PHONE
from trafficking.search.index import TOWN
from trafficking.search.vocabulary import Term, names_of


class DirectorySource:
    """What `trafficking.search.index.Source` asks for."""

    def terms(self) -> Iterator[Term]:
        implied = {"service": _situations_of_services(), "area": _parts_of_areas()}
        for facet, noun in NOUNS.items():
            for key, slug, texts in _named(facet, noun):
                yield Term(facet, slug, names_of(*texts), implied.get(facet, {}).get(key, ()))

    def documents(self) -> Iterator[tuple[str, list[str]]]:
        rows = Organisation.objects.published().in_directory().order_by("position", "id")
        for key, other_names, *names in _tuples(rows, "pk", "other_names", *in_all("name")):
            yield key, list(filter(None, (*names, *(other_names or "").splitlines())))

    def having(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for key, slug, free in _tuples(Service.objects.shown(), "organisation_id", "service_type__slug", "free"):
            yield key, ("service", slug)
            yield key, ("free", f"{slug}:{free}")
        yield from _linked(Organisation.areas, "area", "slug")
        yield from _linked(Organisation.audiences, "audience", "slug")
        yield from _linked(Organisation.languages, "language", "code")
        yield from self._towns()
        yield from self._hours()
        spoken = Phone.languages.through.objects.filter(language__in=Language.objects.published().slugged())
        for key, code in _tuples(spoken.filter(_callable("phone__")), "phone__organisation_id", "language__code"):
            yield key, (ON_THE_PHONE, code)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything that the public can read of an organisation, and nothing else."""
        rows = Organisation.objects.published().in_directory()
        for key, *texts in _tuples(rows, "pk", *in_all("summary", "description")):
            yield key, words.plain(" ".join(filter(None, texts)))
        columns = in_all("details", "eligibility", "papers_needed", "not_needed")
        yield from _texts(Service.objects.shown(), *columns)
        yield from _texts(Phone.objects, *in_all("label"))
        yield from _texts(Location.objects.with_town(), "city")
        yield from _texts(Location.objects.with_address(), "street", "postcode", *in_all("name"))

    def numbers(self) -> Iterator[tuple[str, str]]:
        # As stored: a telephone number object each would take ten times as long.
        yield from _tuples(Phone.objects.annotate(stored=Cast("number", CharField())), "organisation_id", "stored")

    def _towns(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """An office in a town is a reason to find the organisation there, unless the place is confidential."""
        slugs = defaultdict(set)
        for slug, *names in Area.objects.published().slugged().values_list("slug", *in_all("name")):
            for name in filter(None, names):
                slugs[tuple(words.keys(name))].add(slug)
        places = Location.objects.with_town().exclude(city=None)
        for key, city in _tuples(places, "organisation_id", "city"):
            for slug in slugs.get(tuple(words.keys(city)), ()):
                yield key, (TOWN, slug)

    def _hours(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Opening hours of the organisation and of each of its telephones that can be called."""
        stated = ~Q(opening_hours=None) & ~Q(opening_hours="")
        for key, hours in _tuples(Organisation.objects.filter(stated), "pk", "opening_hours"):
            yield key, ("hours", hours)
        phones = Phone.objects.filter(_callable())
        for key, hours in _tuples(phones.filter(stated), "organisation_id", "opening_hours"):
            yield key, ("hours", hours)
        for (key,) in _tuples(phones.filter(around_the_clock=True), "organisation_id"):
            yield key, ("hours", "24/7")


def _tuples(rows: Any, key: str, *columns: str) -> Iterator[tuple]:
    """Rows as (key as text, column, …). Columns are suffixed, so modeltranslation need not look at each row."""
    keyed: QuerySet = rows.annotate(key_text=Cast(F(key), CharField()))
    if hasattr(keyed, "rewrite"):
        keyed = keyed.rewrite(False)
    return keyed.values_list("key_text", *columns).iterator(chunk_size=2000)


def _texts(rows: Any, *columns: str) -> Iterator[tuple[str, str]]:
    """(organisation, its texts in these columns) of each row that has any."""
    for key, *texts in _tuples(rows, "organisation_id", *columns):
        if text := " ".join(filter(None, texts)):
            yield key, text


def _linked(relation: Any, facet: str, slug: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The public terms that organisations have through a many-to-many relation."""
    name = relation.field.m2m_reverse_field_name()
    terms = relation.field.related_model.objects.published().slugged()
    links = relation.through.objects.filter(**{f"{name}__in": terms})
    for key, term in _tuples(links, "organisation_id", f"{name}__{slug}"):
        yield key, (facet, term)


def _callable(prefix: str = "") -> Q:
    return Q(**{f"{prefix}kind__in": (Phone.Kind.VOICE, Phone.Kind.MOBILE)})


def _named(facet: str, noun: type[Model]) -> Iterator[tuple[Any, str, list[str | None]]]:
    """(key, slug, all names and search words) of the public terms of a facet, in the editors' order."""
    rows = noun.objects.published().slugged().order_by("position", "id")
    if facet != "language":
        for key, slug, *texts in rows.values_list("pk", "slug", *in_all("name", "search_words")):
            yield key, slug, texts
        return
    for language in rows:
        texts = [getattr(language, column) for column in in_all("search_words")]
        yield language.pk, language.code, [*(language.name_in(reader) for reader in LANGUAGES), *texts]


def _situations_of_services() -> dict[Any, tuple[tuple[str, str], ...]]:
    """Whoever offers a kind of help is there for its situations."""
    found: dict[Any, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    public = Situation.objects.published().slugged()
    links = ServiceType.situations.through.objects.filter(situation__in=public)
    for service_type, slug in links.values_list("servicetype_id", "situation__slug"):
        found[service_type] += (("situation", slug),)
    return found


def _parts_of_areas() -> dict[Any, tuple[tuple[str, str], ...]]:
    """Whoever serves an area serves everything inside it."""
    areas = {area.pk: area for area in Area.objects.published().slugged()}
    found: dict[Any, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for area in areas.values():
        around, seen = area.parent_id, {area.pk}
        while around in areas and around not in seen:
            seen.add(around)
            found[around] += (("area", area.slug),)
            around = areas[around].parent_id
    return found


directory.describe(DirectorySource())
