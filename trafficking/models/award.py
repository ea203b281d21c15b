"""Honours given to people and bodies who work against trafficking."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trafficking.models.event import FIRST_YEAR, LAST_YEAR, Event, Person
from trafficking.models.media import Image
from trafficking.models.organisation import Organisation
from trafficking.models.publishing import PublishableQuerySet, published_at
from trafficking.models.searchable import every_language
from trafficking.models.vocabulary import Positioned
from trafficking.search.queryset import SearchableQuerySet


class AwardQuerySet(SearchableQuerySet, PublishableQuerySet):
    def for_search(self) -> Self:
        return self.published().with_recipients()

    def newest_first(self) -> Self:
        return self.order_by("-year", "position", "id")

    def with_recipients(self) -> Self:
        """With who was honoured, in one query. Those whose recipient is not public are left out."""
        return self.filter(
            (Q(person=None) | published_at(prefix="person__"))
            & (Q(organisation=None) | published_at(prefix="organisation__"))
        ).select_related("person", "organisation")

    def with_occasion(self) -> Self:
        """With the rest that a card shows. An event or a presenter that is not public reads as None."""
        return self.select_related("image").prefetch_related(
            Prefetch("event", Event.objects.published()), Prefetch("presented_by", Person.objects.published())
        )


class Award(Positioned):
    class Kind(models.TextChoices):
        TIP_HERO = "tip_hero", _("Trafficking in Persons Report Hero")
        AMBASSADOR = "ambassador", _("ambassador's award")
        OTHER = "other", _("other honour")

    class Outcome(models.TextChoices):
        NOMINATED = "nominated", _("nominated")
        RECEIVED = "received", _("received")
        HONOURED = "honoured", _("honoured")

    honour = models.CharField(_("honour"), max_length=200, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, null=True, blank=True)
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        related_name="awards",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        related_name="awards",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    described_group = models.CharField(
        _("described group"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("When the people honoured are not named: “people who work against trafficking in Latvia”."),
    )
    role = models.CharField(
        _("who the recipient is"), max_length=200, null=True, blank=True, help_text=_("“lawyer”, “chief inspector”")
    )
    presented_on = models.DateField(_("presented on"), null=True, blank=True)
    presented_by = models.ForeignKey(
        Person,
        verbose_name=_("presented by"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    presenter_role = models.CharField(_("role of the presenter"), max_length=200, null=True, blank=True)
    handed_over = models.CharField(
        _("what was handed over"), max_length=200, null=True, blank=True, help_text=_("“letter of recognition”")
    )
    citation = models.TextField(_("citation"), null=True, blank=True, help_text=_("What the honour was given for."))
    event = models.ForeignKey(
        Event, verbose_name=_("event"), related_name="awards", null=True, blank=True, on_delete=models.SET_NULL
    )
    image = models.ForeignKey(
        Image, verbose_name=_("picture"), related_name="+", null=True, blank=True, on_delete=models.PROTECT
    )

    required_to_publish = ("honour_lv", "kind", "year", "outcome")

    objects = AwardQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-year", "position", "id"]
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person=None) | Q(organisation=None),
                name="award_one_recipient",
                violation_error_message=_("Choose a person or an organisation, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year or '?'}: {self.person or self.organisation or self.described_group or self.honour or ''}"

    def search_titles(self) -> list[str | None]:
        recipient = self.recipient.search_names() if self.recipient else []
        return [str(self.year), *every_language(self, "honour", "described_group"), *recipient]

    def search_texts(self) -> list[str | None]:
        return every_language(self, "role", "citation", "handed_over")

    def get_preview_url(self) -> str | None:
        is_shown = Award.objects.filter(pk=self.pk).with_recipients().exists()
        return reverse("public:awards") if is_shown else None

    @property
    def recipient(self) -> Person | Organisation | None:
        """The person or body honoured; None where only a group is described."""
        return self.person or self.organisation
