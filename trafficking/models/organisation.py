"""Organisations and what they offer: the directory's own noun, and the bodies named in events and awards."""

import re
from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trafficking.models.fields import OpeningHoursField, RichTextField
from trafficking.models.media import Image
from trafficking.models.numbers import NumberField
from trafficking.models.publishing import Keyed, PublishableQuerySet, published_at
from trafficking.models.searchable import every_language
from trafficking.models.service_type import Area, Audience, Language, ServiceType
from trafficking.models.vocabulary import Positioned, SlugField, unique_slug
from trafficking.search.queryset import DirectoryQuerySet


class OrganisationQuerySet(DirectoryQuerySet, PublishableQuerySet):
    def in_directory(self) -> Self:
        """Organisations that offer help, as against bodies only named in events and awards."""
        return self.filter(in_directory=True)

    def offering(self, *service_types: ServiceType) -> Self:
        """Those with a Service of at least one of the types (all of them when none is given)."""
        if not service_types:
            return self
        return self.filter(services__service_type__in=service_types).distinct()

    def for_situation(self, *situations) -> Self:
        """Those that offer at least one published service type of one of the situations."""
        if not situations:
            return self
        return self.filter(
            published_at(prefix="services__service_type__"),
            services__service_type__situations__in=situations,
        ).distinct()

    def with_spoken_languages(self) -> Self:
        """The public languages of each number too, as `shown_languages`; for one organisation's own page."""
        return self.prefetch_related(
            Prefetch("phones__languages", Language.objects.published(), to_attr="shown_languages")
        )

    def with_contacts(self) -> Self:
        """Everything a card or page shows, in a constant number of queries."""
        return self.select_related("logo").prefetch_related(
            Prefetch("services", Service.objects.shown(), to_attr="shown_services"),
            Prefetch("phones", Phone.objects.order_by("position", "id")),
            Prefetch("locations", Location.objects.order_by("position", "id")),
        )


class Organisation(Positioned):
    class Kind(models.TextChoices):
        NGO = "ngo", _("non-governmental organisation")
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organisation")
        STATE = "state", _("state institution")
        MUNICIPAL = "municipal", _("municipal institution")
        EDUCATION = "education", _("educational institution")
        OTHER = "other", _("other body")

    name = models.CharField(_("name"), max_length=200, null=True, blank=True)
    other_names = models.TextField(
        _("other spellings"),
        null=True,
        blank=True,
        help_text=_("Abbreviations, former names and spellings people use, one a line. For the search only."),
    )
    neutral_name = models.CharField(
        _("neutral name"),
        max_length=60,
        null=True,
        blank=True,
        help_text=_(
            "What may stand in a page title, a file name or somebody's contact list without giving away "
            "that they looked for help. A first name or a street says less than “shelter”."
        ),
    )
    slug = SlugField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, null=True, blank=True)
    in_directory = models.BooleanField(
        _("in the help directory"),
        default=False,
        help_text=_("Tick it for an organisation that helps people. Leave it for one only named in events or awards."),
    )
    summary = models.TextField(
        _("summary"), null=True, blank=True, help_text=_("One or two sentences for the card in the list.")
    )
    description = RichTextField(_("description"), null=True, blank=True)
    alert = models.TextField(
        _("temporary alert"),
        null=True,
        blank=True,
        help_text=_("Shown on top of card and page: “closed until 5 January”. Empty it when it is over."),
    )
    areas = models.ManyToManyField(Area, verbose_name=_("areas served"), related_name="organisations", blank=True)
    languages = models.ManyToManyField(
        Language, verbose_name=_("languages spoken"), related_name="organisations", blank=True
    )
    audiences = models.ManyToManyField(Audience, verbose_name=_("for whom"), related_name="organisations", blank=True)
    website = models.URLField(_("website"), max_length=300, null=True, blank=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    logo = models.ForeignKey(
        Image, verbose_name=_("logo"), related_name="+", null=True, blank=True, on_delete=models.PROTECT
    )
    opening_hours = OpeningHoursField(_("opening hours"), null=True, blank=True)
    verified_on = models.DateField(
        _("contact details checked on"), null=True, blank=True, help_text=_("Empty: nobody has checked them yet.")
    )
    verified_by = models.CharField(_("checked by"), max_length=150, null=True, blank=True)
    review_interval_days = models.PositiveSmallIntegerField(
        _("check again after (days)"), default=180, help_text=_("Visitors are warned when the last check is older.")
    )

    children = ("services", "phones", "locations")
    required_to_publish = ("name_lv", "slug", "kind")
    live_only: ClassVar = (*Positioned.live_only, "verified_on", "verified_by")

    objects = OrganisationQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [*Positioned.Meta.constraints, unique_slug("organisation")]

    def __str__(self) -> str:
        return self.name or self.neutral_name or self.slug or str(_("(no name yet)"))

    @property
    def check_due_on(self) -> date | None:
        """The day on which somebody must check the contact details again; None when nobody ever did."""
        return self.verified_on and self.verified_on + timedelta(days=self.review_interval_days)

    def search_names(self) -> list[str | None]:
        """All that this organisation is called."""
        return [*every_language(self, "name"), self.other_names]

    def get_absolute_url(self) -> str | None:
        return reverse("public:organisation", args=[self.slug]) if self.slug and self.in_directory else None

    def get_preview_url(self) -> str | None:
        return self.get_absolute_url() if self.in_directory else record_naming(self)

    def clean(self) -> None:
        super().clean()
        if self.is_published and self.in_directory and not self.neutral_name:
            raise ValidationError(
                {"neutral_name": _("An organisation in the directory needs a neutral name before it is published.")}
            )


def record_naming(named: models.Model) -> str | None:
    """Where a person or body is read of: the newest public event they took part in, else the awards if they got one."""
    events = named.participations.filter(published_at(prefix="event__")).select_related("event")
    if newest := events.order_by("-event__year", "event__position", "event_id").first():
        return newest.event.get_absolute_url()
    return reverse("public:awards") if named.awards.published().exists() else None


class ServiceQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Services whose type the public may see, in the editors' order of types."""
        return (
            self.filter(published_at(prefix="service_type__"))
            .select_related("service_type")
            .order_by("service_type__position", "service_type_id")
        )

    def offered(self) -> Self:
        """Shown services of the organisations in the directory, in the editors' order of both."""
        return (
            self.shown()
            .filter(published_at(prefix="organisation__"), organisation__in_directory=True)
            .select_related("organisation")
            .order_by("organisation__position", "organisation_id", "service_type__position", "service_type_id")
        )


class Service(Keyed):
    """What one organisation offers of one service type (HSDS: service)."""

    class Free(models.TextChoices):
        YES = "yes", _("free of charge")
        NO = "no", _("there is a charge")
        UNKNOWN = "unknown", _("not known yet")

    class Basis(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by the organisation")
        PUBLIC = "public", _("stated publicly")
        LISTED = "listed", _("listed for this kind of help, not confirmed; call and ask")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), related_name="services", on_delete=models.CASCADE
    )
    service_type = models.ForeignKey(
        ServiceType, verbose_name=_("service type"), related_name="services", on_delete=models.PROTECT
    )
    details = models.TextField(_("details"), null=True, blank=True, help_text=_("What exactly is offered."))
    eligibility = models.TextField(_("whom it serves"), null=True, blank=True)
    papers_needed = models.TextField(_("papers needed"), null=True, blank=True)
    not_needed = models.TextField(
        _("what is not needed"),
        null=True,
        blank=True,
        help_text=_("For example: no passport, no residence permit, no report to the police."),
    )
    free = models.CharField(_("free of charge"), max_length=10, choices=Free, default=Free.UNKNOWN)
    basis = models.CharField(
        _("how we know"),
        max_length=10,
        choices=Basis,
        default=Basis.LISTED,
        help_text=_("Visitors read this beside the service."),
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service_type"],
                name="service_one_row_a_type",
                violation_error_message=_("This organisation already has a row for that service type."),
            )
        ]

    def __str__(self) -> str:
        return str(self.service_type)


class PhoneQuerySet(models.QuerySet):
    def with_spoken_languages(self) -> Self:
        """The public languages of each number, as `shown_languages`."""
        return self.prefetch_related(Prefetch("languages", Language.objects.published(), to_attr="shown_languages"))


class Phone(Keyed):
    class Kind(models.TextChoices):
        VOICE = "voice", _("telephone")
        MOBILE = "mobile", _("mobile telephone")
        SMS = "sms", _("text messages (SMS)")
        FAX = "fax", _("fax")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), related_name="phones", on_delete=models.CASCADE
    )
    number = NumberField(
        _("number"),
        help_text=_(
            "With the country code, as in +371 67 000 000; or a short number that works in Latvia alone, as in 116 006."
        ),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.VOICE)
    label = models.CharField(
        _("label"), max_length=80, null=True, blank=True, help_text=_("Who answers: “helpline”, “reception”.")
    )
    toll_free = models.BooleanField(_("free to call"), default=False)
    around_the_clock = models.BooleanField(_("answered 24 hours a day"), default=False)
    opening_hours = OpeningHoursField(_("own hours"), null=True, blank=True)
    languages = models.ManyToManyField(Language, verbose_name=_("languages spoken"), related_name="phones", blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects = PhoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("telephone number")
        verbose_name_plural = _("telephone numbers")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.number.as_international if self.number else ""

    @property
    def can_be_called(self) -> bool:
        return self.kind in {self.Kind.VOICE, self.Kind.MOBILE}


class LocationQuerySet(models.QuerySet):
    def with_address(self) -> Self:
        """Locations whose street may be shown."""
        return self.filter(visibility=Location.Visibility.PUBLIC)

    def with_town(self) -> Self:
        """Locations whose town may be shown."""
        return self.filter(visibility__in=(Location.Visibility.PUBLIC, Location.Visibility.TOWN))


class Location(Keyed):
    """An office or other place. What of it may leave the house is decided by `visibility` alone."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public: the whole address is shown")
        TOWN = "town", _("town only")
        CONFIDENTIAL = "confidential", _("confidential: never shown anywhere")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), related_name="locations", on_delete=models.CASCADE
    )
    name = models.CharField(
        _("name"), max_length=120, null=True, blank=True, help_text=_("“Office”, “Day centre”. May be empty.")
    )
    street = models.CharField(_("street and house"), max_length=200, null=True, blank=True)
    city = models.CharField(_("town"), max_length=100, null=True, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, default="LV", help_text=_("Two letters (ISO 3166)."))
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    visibility = models.CharField(
        _("who may see it"),
        max_length=15,
        choices=Visibility,
        # The safe answer for a row nobody thought about.
        default=Visibility.CONFIDENTIAL,
        help_text=_("A shelter's address must stay confidential."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["position", "id"]
        permissions = [("view_confidential_location", _("May see confidential addresses"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None) | models.Q(latitude__range=(-90, 90)),
                name="location_latitude_in_range",
                violation_error_message=_("Latitude lies between -90 and 90."),
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None) | models.Q(longitude__range=(-180, 180)),
                name="location_longitude_in_range",
                violation_error_message=_("Longitude lies between -180 and 180."),
            ),
        ]

    def __str__(self) -> str:
        if self.is_confidential:
            # Lists, logs and questions before deleting print this for everybody.
            return str(_("confidential address"))
        return ", ".join(part for part in (self.street, self.city) if part) or str(_("(no address yet)"))

    def clean(self) -> None:
        super().clean()
        self.country = (self.country or "").upper()
        if self.country == "LV" and self.postcode:
            digits = re.sub(r"^LV|[\s-]", "", self.postcode.upper())
            if not re.fullmatch(r"[0-9]{4}", digits):
                raise ValidationError({"postcode": _("A Latvian postcode has four digits, as in LV-1010.")})
            self.postcode = f"LV-{digits}"

    @property
    def shows_address(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC

    @property
    def shows_town(self) -> bool:
        return self.visibility in {self.Visibility.PUBLIC, self.Visibility.TOWN}

    @property
    def shown_address(self) -> str:
        """What of the address may be shown, on one line; nothing of a confidential one."""
        if self.shows_address:
            return ", ".join(part for part in (self.street, self.city, self.postcode) if part)
        return (self.city or "") if self.shows_town else ""

    @property
    def is_confidential(self) -> bool:
        return self.visibility == self.Visibility.CONFIDENTIAL
