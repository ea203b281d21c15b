"""A made-up help directory of any size: the same organisations for the same seed, whatever the number.

Names are words of landscape and weather with a number; telephone numbers and addresses are nobody's. Texts do not
say what an organisation offers, and half of them name a kind of help that it does not give: so a search is measured
by what organisations do, not by the words they use.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from trafficking.models import (
    Area,
    Audience,
    Language,
    Location,
    Organisation,
    Phone,
    Service,
    ServiceType,
)

SLUG_PREFIX = "synthetic-"
NAMESPACE = uuid.UUID("0d0c2a5e-5b0e-5c7e-9b1d-6f1d2f1b7a10")

FORMS = ("Biedrība", "Nodibinājums", "Dienests", "Fonds", "Punkts", "Apvienība")
QUALITIES = (
    "Baltais Zilais Zaļais Dzeltenais Sarkanais Pelēkais Klusais Plašais Augstais Tālais Gaišais Vecais Jaunais "
    "Garais Platais Dziļais Rāmais Saulainais Vējainais Sniegotais Ziedošais Smaržīgais Ātrais Lēnais Apaļais"
).split()
THINGS = (
    "bērzs ozols kalns ezers tilts vītols apsis lauks krasts strauts mākonis rīts vakars pavasaris rudens purvs "
    "sils akmens putns stārķis zars celms kļavs osis kadiķis paeglis pakalns vējš sniegs varavīksnis āboliņš"
).split()

SENTENCES = {
    "lv": (
        "Strādājam kopš {year}. gada pie {thing}.",
        "Mūsu durvis ir blakus pieturai „{thing}”.",
        "Pie mums var atnākt bez pieraksta, bet labāk pirms tam piezvanīt.",
        "Telpas ir pirmajā stāvā, ieeja no pagalma, kur aug {thing}.",
        "Atbildam visiem, kas raksta, parasti vienas dienas laikā.",
        "Gada pārskatu publicējam katru pavasari.",
    ),
    "en": (
        "We have worked near the {thing} since {year}.",
        "Our door is next to the bus stop.",
        "You can walk in, though it is better to call first.",
        "We publish a report every spring.",
    ),
    "ru": (
        "Мы работаем с {year} года.",
        "Вход со двора, на первом этаже.",
        "Можно прийти без записи, но лучше сначала позвонить.",
    ),
    "uk": (
        "Ми працюємо з {year} року.",
        "Вхід із двору, на першому поверсі.",
        "Можна прийти без запису, але краще спершу зателефонувати.",
    ),
}
#: Sentences that name a kind of help which the organisation does not give.
DENIALS = {
    "lv": "Pie mums nav pieejams: {name}.",
    "en": "We do not offer: {name}.",
    "ru": "Мы не предлагаем: {name}.",
    "uk": "Ми не пропонуємо: {name}.",
}
#: How often a text exists in each language.
WRITTEN_IN = {"lv": 1.0, "en": 0.3, "ru": 0.3, "uk": 0.15}

HOURS = (
    "24/7",
    "Mo-Fr 09:00-17:00; PH off",
    "Mo-Th 10:00-18:00; Fr 10:00-16:00; PH off",
    "Mo-Su 08:00-20:00",
    "Fr,Sa 20:00-06:00",
    "Mo,We 12:00-19:00",
)
STREETS = ("Kalna iela", "Krasta iela", "Bērzu iela", "Lauku iela", "Ezera iela")
FIRST_NUMBER = 60_000_000
MOST_NUMBERS = 3


@dataclass(frozen=True)
class Terms:
    """The vocabulary that organisations choose from."""

    service_types: list[ServiceType]
    areas: list[Area]
    languages: list[Language]
    audiences: list[Audience]

    @cached_property
    def towns(self) -> list[Area]:
        """Areas that have no parts."""
        around = {area.parent_id for area in self.areas}
        return [area for area in self.areas if area.pk not in around]


@dataclass
class Rows:
    """The rows of some organisations, by kind, ready to be written."""

    organisations: list[Organisation] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)

    def by_model(self) -> Iterator[list[Any]]:
        """Rows of one model at a time, those first that others hang on."""
        yield from (self.organisations, self.services, self.phones, self.locations)
        for model in dict.fromkeys(map(type, self.links)):
            yield [link for link in self.links if type(link) is model]


def key_of(number: int, what: str = "") -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{number} {what}")


def rows(numbers: range, terms: Terms, seed: int) -> Rows:
    """The rows of the organisations of these numbers."""
    made = Rows()
    for number in numbers:
        _Maker(number, terms, seed).make(made)
    return made


class _Maker:
    """One organisation on its way; its own dice make it the same in a directory of any size."""

    def __init__(self, number: int, terms: Terms, seed: int):
        self.number, self.terms = number, terms
        self.dice = random.Random(f"{seed} {number}")  # noqa: S311 -- nothing secret
        self.offered = self._some(terms.service_types, least=1, most=4)
        self.areas = self._some(terms.areas, least=1, most=2) if self._chance(0.8) else []
        self.languages = self._some(terms.languages, least=1, most=4) if self._chance(0.8) else []
        self.audiences = self._some(terms.audiences, least=1, most=2) if self._chance(0.6) else []

    def make(self, made: Rows) -> None:
        organisation = self._organisation()
        made.organisations.append(organisation)
        made.services += self._services(organisation)
        phones = list(self._phones(organisation))
        made.phones += phones
        made.locations += self._locations(organisation)
        made.links += self._links(organisation, "areas", self.areas)
        made.links += self._links(organisation, "languages", self.languages)
        made.links += self._links(organisation, "audiences", self.audiences)
        if self._chance(0.2):
            made.links += self._links(phones[0], "languages", self._some(self.terms.languages, least=1, most=2))

    def _links(self, item: Organisation | Phone, name: str, terms: list[Any]) -> Iterator[Any]:
        """The rows between an item and its terms."""
        relation = item._meta.get_field(name)
        near, far = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        return (relation.remote_field.through(**{near: item, far: term}) for term in terms)

    def _organisation(self) -> Organisation:
        name = f"{self.dice.choice(FORMS)} „{self.dice.choice(QUALITIES)} {self.dice.choice(THINGS)} {self.number}”"
        slug = f"{SLUG_PREFIX}{self.number}"
        checked = date(2025, 1, 1) + timedelta(days=self.dice.randrange(600))
        return Organisation(
            id=key_of(self.number),
            slug=slug,
            name_lv=name,
            neutral_name_lv=f"Biedrība {self.number}",
            kind=self.dice.choice(Organisation.Kind.values),
            in_directory=True,
            is_published=True,
            position=100,
            website=f"https://{slug}.example/" if self._chance(0.6) else None,
            email=f"{slug}@example.org" if self._chance(0.5) else None,
            opening_hours=self.dice.choice(HOURS) if self._chance(0.5) else None,
            verified_on=checked if self._chance(0.5) else None,
            **{f"summary_{language}": self._sentence(language) for language in self._written()},
            **{f"description_{language}": self._description(language) for language in self._written()},
        )

    def _services(self, organisation: Organisation) -> Iterator[Service]:
        for kind in self.offered:
            yield Service(
                id=key_of(self.number, f"service {kind.slug}"),
                organisation=organisation,
                service_type=kind,
                free=self.dice.choice(Service.Free.values),
                basis=self.dice.choice(Service.Basis.values),
                details_lv=self._sentence("lv") if self._chance(0.3) else None,
            )

    def _phones(self, organisation: Organisation) -> Iterator[Phone]:
        for place in range(self.dice.randint(1, MOST_NUMBERS)):
            yield Phone(
                id=key_of(self.number, f"phone {place}"),
                organisation=organisation,
                number=f"+371{FIRST_NUMBER + self.number * MOST_NUMBERS + place}",
                kind=self.dice.choices(Phone.Kind.values, weights=(60, 30, 5, 5))[0],
                around_the_clock=self._chance(0.05),
                opening_hours=self.dice.choice(HOURS) if self._chance(0.1) else None,
                toll_free=self._chance(0.1),
                position=place,
            )

    def _locations(self, organisation: Organisation) -> Iterator[Location]:
        visible = Location.Visibility
        towns = [area for area in self.areas if area in self.terms.towns] or self.terms.towns
        for place in range(self.dice.choice((0, 1, 1, 1, 2))):
            yield Location(
                id=key_of(self.number, f"location {place}"),
                organisation=organisation,
                street=f"{self.dice.choice(STREETS)} {self.dice.randint(1, 99)}",
                city=self.dice.choice(towns).name_lv if towns else None,
                visibility=self.dice.choices(
                    (visible.PUBLIC, visible.TOWN, visible.CONFIDENTIAL), weights=(70, 15, 15)
                )[0],
                position=place,
            )

    def _written(self) -> list[str]:
        return [language for language, share in WRITTEN_IN.items() if self._chance(share)]

    def _description(self, language: str) -> str:
        texts = [self._sentence(language) for _ in range(self.dice.randint(2, 5))]
        not_offered = [kind for kind in self.terms.service_types if kind not in self.offered]
        if not_offered and self._chance(0.5):
            denied = self.dice.choice(not_offered)
            texts.append(DENIALS[language].format(name=getattr(denied, f"name_{language}") or denied.name_lv))
        return "".join(f"<p>{text}</p>" for text in texts)

    def _sentence(self, language: str) -> str:
        text = self.dice.choice(SENTENCES[language])
        return text.format(year=self.dice.randint(1992, 2024), thing=self.dice.choice(THINGS))

    def _some(self, terms: list[Any], least: int, most: int) -> list[Any]:
        return self.dice.sample(terms, min(len(terms), self.dice.randint(least, most)))

    def _chance(self, share: float) -> bool:
        return self.dice.random() < share
