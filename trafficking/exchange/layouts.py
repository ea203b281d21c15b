"""Which sheets and columns there are: one layout for each noun that goes in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trafficking.exchange.columns import Column, in_all_languages
from trafficking.exchange.kinds import columns_of
from trafficking.exchange.sheets import title_of
from trafficking.exchange.special import Added, Key, Parent, Remove
from trafficking.models import Event, EventLink, Location, Organisation, Participation, Phone, Service


@dataclass(frozen=True, eq=False)
class Part:
    """One sheet: the items themselves, or the rows of one kind that belong to them."""

    #: The relation of the rows; "" for the items themselves.
    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    #: What tells a row without a key from its sisters.
    telling: tuple[str, ...] = ()
    #: Whether an item can have only one row that is told so.
    is_unique: bool = False

    @property
    def title(self) -> str:
        """What the sheet is called, in the language of now."""
        return title_of(capfirst(str(self.model._meta.verbose_name_plural)))

    @cached_property
    def titles(self) -> set[str]:
        """All names by which the sheet is known."""
        return {*in_all_languages(lambda: self.title), self.name or self.model._meta.model_name}

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, eq=False)
class Layout:
    """A noun as sheets. `key` names the columns by which a row finds its item."""

    main: Part
    children: tuple[Part, ...]
    key: tuple[str, ...]
    #: Columns that stand for the children where there is one sheet only (CSV). They add, and take nothing away.
    compact: tuple[Added, ...] = ()

    @property
    def model(self) -> type[models.Model]:
        return self.main.model

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.main, *self.children)

    @property
    def child_titles(self) -> str:
        """The sheets of the rows that belong to items, in one line."""
        return ", ".join(part.title for part in self.children)

    @property
    def compact_titles(self) -> str:
        return ", ".join(f"“{column.heading}”" for column in self.compact)

    def handle(self, state: dict[str, Any]) -> str:
        """How other sheets call an item: "pdm", "2015/konference"; "" for one that has no key yet."""
        values = [state.get(name) for name in self.key]
        return "/".join(map(str, values)) if all(values) else ""


def _child(
    name: str, model: type[models.Model], parent: Any, columns: Iterable[Column], keyed: bool = True, **more: Any
) -> Part:
    own = (Parent(parent), *columns, Remove(), *([Key()] if keyed else []))
    return Part(name, model, own, **more)


_SLUG = _("web address, last part")

ORGANISATIONS = Layout(
    main=Part(
        "",
        Organisation,
        tuple(
            columns_of(
                Organisation,
                *"slug name neutral_name kind in_directory summary description alert areas languages audiences".split(),
                *"website email opening_hours other_names source_language review_interval_days position".split(),
                slug=_SLUG,
            )
        ),
    ),
    children=(
        _child(
            "services",
            Service,
            _("organisation"),
            columns_of(Service, *"service_type free basis details eligibility papers_needed not_needed".split()),
            keyed=False,
            telling=("service_type",),
            is_unique=True,
        ),
        _child(
            "phones",
            Phone,
            _("organisation"),
            columns_of(Phone, *"number kind label toll_free around_the_clock opening_hours languages position".split()),
            telling=("number",),
        ),
        _child(
            "locations",
            Location,
            _("organisation"),
            columns_of(Location, *"visibility name street city postcode country latitude longitude position".split()),
            telling=("street", "city"),
        ),
    ),
    key=("slug",),
    compact=tuple(
        Added(name, row._meta.verbose_name_plural, *columns_of(row, telling))
        for name, row, telling in (("services", Service, "service_type"), ("phones", Phone, "number"))
    ),
)

EVENTS = Layout(
    main=Part(
        "",
        Event,
        tuple(
            columns_of(
                Event,
                *"year slug title outcome starts_on ends_on month date_remark kinds place lead body".split(),
                *"amount currency source_language position".split(),
                slug=_SLUG,
            )
        ),
    ),
    children=(
        _child(
            "participations",
            Participation,
            _("event"),
            columns_of(Participation, *"person organisation role position".split()),
            telling=("person", "organisation"),
        ),
        _child(
            "links",
            EventLink,
            _("event"),
            columns_of(EventLink, *"title url language note position".split(), url=_("link")),
            telling=("url",),
        ),
    ),
    key=("year", "slug"),
)

LAYOUTS = {Organisation: ORGANISATIONS, Event: EVENTS}
