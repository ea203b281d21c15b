"""The record of what was done: events, and who took part in them."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trafficking.models.fields import RichTextField
from trafficking.models.media import Document, Image
from trafficking.models.organisation import Organisation, record_naming
from trafficking.models.publishing import Keyed, Publishable, PublishableQuerySet, published_at
from trafficking.models.searchable import every_language
from trafficking.models.vocabulary import Positioned, SlugField, Term, unique_slug
from trafficking.search.queryset import SearchableQuerySet

FIRST_YEAR, LAST_YEAR = 1990, 2100


class EventKind(Term):
    """Training, conference, visit …"""

    class Meta(Term.Meta):
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of events")
        constraints = [*Term.Meta.constraints, unique_slug("eventkind")]

    def get_preview_url(self) -> str | None:
        return f"{reverse('public:timeline')}?kind={self.slug}" if self.slug else None


class Person(Publishable):
    """Somebody named in the record. Nothing to contact them by is kept."""

    name = models.CharField(_("name"), max_length=120, null=True, blank=True)
    original_spelling = models.CharField(
        _("original spelling"),
        max_length=120,
        null=True,
        blank=True,
        help_text=_("As the person writes it, if that differs from the Latvian form."),
    )
    other_spellings = models.TextField(
        _("other spellings"), null=True, blank=True, help_text=_("One a line. For the search only.")
    )
    slug = SlugField()

    required_to_publish = ("name_lv",)

    class Meta(Publishable.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name_lv", "id"]
        constraints = [*Publishable.Meta.constraints, unique_slug("person")]

    def __str__(self) -> str:
        return self.name or str(_("(no name yet)"))

    def get_preview_url(self) -> str | None:
        return record_naming(self)

    def search_names(self) -> list[str | None]:
        """All that this person is called."""
        return [*every_language(self, "name"), self.original_spelling, self.other_spellings]


class EventQuerySet(SearchableQuerySet, PublishableQuerySet):
    def for_search(self) -> Self:
        shown = Prefetch("participations", Participation.objects.shown(), to_attr="shown_participations")
        return self.published().with_kinds().prefetch_related(shown)

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def newest_first(self) -> Self:
        """By year, newest first; inside a year in the editors' order, which needs no invented date."""
        return self.order_by("-year", "position", "id")

    def with_kinds(self) -> Self:
        return self.prefetch_related(Prefetch("kinds", EventKind.objects.published()))

    def with_record(self) -> Self:
        """Everything a record shows, in a constant number of queries."""
        return (
            self.with_kinds()
            .select_related("image")
            .prefetch_related(
                Prefetch("participations", Participation.objects.shown(), to_attr="shown_participations"),
                Prefetch("links", EventLink.objects.order_by("position", "id")),
                "documents",
            )
        )


class Event(Positioned):
    class Outcome(models.TextChoices):
        TOOK_PLACE = "took_place", _("took place")
        ANNOUNCED = "announced", _("announced at the time; we do not know whether it took place")

    title = models.CharField(_("title"), max_length=200, null=True, blank=True)
    slug = SlugField()
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("The one date that is always there."),
    )
    starts_on = models.DateField(
        _("starts on"), null=True, blank=True, help_text=_("Empty when the day is not known. Never guess a day.")
    )
    ends_on = models.DateField(
        _("ends on"),
        null=True,
        blank=True,
        help_text=_("The same day for one day. Alone, without a start: “completed on”."),
    )
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Only when the month is known and the day is not."),
    )
    date_remark = models.CharField(
        _("remark on the date"),
        max_length=120,
        null=True,
        blank=True,
        help_text=_("“nearly two weeks”, “about a year”"),
    )
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome, default=Outcome.TOOK_PLACE)
    kinds = models.ManyToManyField(EventKind, verbose_name=_("kinds"), related_name="events", blank=True)
    place = models.CharField(_("place"), max_length=160, null=True, blank=True, help_text=_("Empty: not known."))
    lead = models.TextField(_("summary"), null=True, blank=True, help_text=_("One sentence for the timeline."))
    body = RichTextField(_("text"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, null=True, blank=True, help_text=_("Three letters (ISO 4217): USD, EUR.")
    )
    same_grant_as = models.ForeignKey(
        "self",
        verbose_name=_("same grant as"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("If another record tells of the same money, so that sums are not counted twice."),
    )
    image = models.ForeignKey(
        Image, verbose_name=_("picture"), related_name="+", null=True, blank=True, on_delete=models.PROTECT
    )
    documents = models.ManyToManyField(Document, verbose_name=_("documents"), related_name="events", blank=True)

    children = ("participations", "links")
    required_to_publish = ("title_lv", "slug", "year")

    objects = EventQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-year", "position", "id"]
        constraints = [
            *Positioned.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "slug"],
                name="event_slug_unique_in_year",
                violation_error_message=_("Another event of this year already has this address."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="event_ends_after_start",
                violation_error_message=_("The event cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(month=None) | (Q(starts_on=None) & Q(ends_on=None)),
                name="event_month_only_without_days",
                violation_error_message=_("Give either the days or the month, not both."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency=None)
                | Q(amount=None, currency="")
                | Q(amount__gte=0, currency__isnull=False, currency__regex=r"^[A-Z]{3}$"),
                name="event_amount_with_currency",
                violation_error_message=_("An amount needs a currency of three capital letters, such as EUR."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year or '?'}: {self.title or _('(no title yet)')}"

    def clean(self) -> None:
        super().clean()
        first = self.starts_on or self.ends_on
        if self.year and first and first.year != self.year:
            raise ValidationError({"year": _("The year does not fit the days given below.")})

    def search_titles(self) -> list[str | None]:
        """Of an event that `for_search` has read: when, what, and who took part."""
        named = [each.person or each.organisation for each in self.shown_participations]
        names = [name for each in named for name in each.search_names()]
        return [str(self.year), *every_language(self, "title"), *names]

    def search_texts(self) -> list[str | None]:
        kinds = [words for kind in self.kinds.all() for words in every_language(kind, "name", "search_words")]
        roles = [role for each in self.shown_participations for role in every_language(each, "role")]
        return [*every_language(self, "lead", "body", "place"), *kinds, *roles]

    def get_absolute_url(self) -> str | None:
        return reverse("public:event", args=[self.year, self.slug]) if self.year and self.slug else None

    def get_preview_url(self) -> str | None:
        return self.get_absolute_url()

    @property
    def has_days(self) -> bool:
        return bool(self.starts_on or self.ends_on)

    @property
    def first_day(self) -> date | None:
        return self.starts_on or self.ends_on


class ParticipationQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Those of published persons and bodies, in the editors' order."""
        return (
            self.filter(published_at(prefix="person__") | published_at(prefix="organisation__"))
            .select_related("person", "organisation")
            .order_by("position", "id")
        )


class Participation(Keyed):
    """A person or a body in a role at an event."""

    event = models.ForeignKey(Event, verbose_name=_("event"), related_name="participations", on_delete=models.CASCADE)
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        related_name="participations",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        related_name="participations",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    role = models.CharField(_("role"), max_length=200, null=True, blank=True, help_text=_("“speaker”, “organiser”"))
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("who took part")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="participation_person_or_organisation",
                violation_error_message=_("Choose a person or an organisation, one of the two."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.organisation or "")


class EventLink(Keyed):
    """A page elsewhere that an event refers to."""

    event = models.ForeignKey(Event, verbose_name=_("event"), related_name="links", on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=200, null=True, blank=True)
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=35, null=True, blank=True, help_text=_("Code: lv, en …"))
    note = models.CharField(
        _("note to the reader"), max_length=200, null=True, blank=True, help_text=_("“from 2015, may be gone”")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or self.url
