"""The one rule of what the public sees.

Every public reader (page, search, feed, API, print, export) starts from ``.published()``.
Nothing else in the project compares ``is_published``, ``publish_from`` or ``publish_until``.
"""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where an item stands, as staff are told."""

    LIVE = "live", _("Live")
    COMING = "coming", _("Appears later")
    OVER = "over", _("Time is over")
    UNPUBLISHED = "unpublished", _("Not published")


class PublishableQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """Items the public may see at a moment (aware; now when not given)."""
        return self.filter(published_at(at))

    def turning(self, after: datetime, until: datetime) -> Self:
        """Items that appear or disappear by themselves in a span of time (aware), its end included."""
        span = (Q(**{f"{name}__gt": after, f"{name}__lte": until}) for name in ("publish_from", "publish_until"))
        return self.filter(next(span) | next(span), is_published=True)

    def with_stage(self, at: datetime | None = None) -> Self:
        """Each item with its `stage` at a moment (aware; now when not given)."""
        now = at or timezone.now()
        return self.annotate(
            stage=Case(
                When(published_at(now), then=Value(Stage.LIVE)),
                When(is_published=True, publish_from__gt=now, then=Value(Stage.COMING)),
                When(is_published=True, then=Value(Stage.OVER)),
                default=Value(Stage.UNPUBLISHED),
                output_field=models.CharField(),
            )
        )


def published_at(at: datetime | None = None, prefix: str = "") -> Q:
    """The rule as a condition, for a related item named by `prefix` ("event__").

    Source of the rule: DESIGN of the section, "What the public sees": published,
    `publish_from` past, `publish_until` not past.
    """
    now = at or timezone.now()
    return (
        Q(**{f"{prefix}is_published": True})
        & (Q(**{f"{prefix}publish_from": None}) | Q(**{f"{prefix}publish_from__lte": now}))
        & (Q(**{f"{prefix}publish_until": None}) | Q(**{f"{prefix}publish_until__gt": now}))
    )


class Keyed(models.Model):
    """A row with a key that stays the same across drafts, exports and languages."""

    #: Related names of the rows that belong to this item and live and die with it.
    children: ClassVar[tuple[str, ...]] = ()
    #: Fields that no visitor reads: they serve the search or staff.
    unseen: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Publishable(Keyed):
    """An item that staff prepare and the public sees only once it is published.

    Columns that staff fill may be empty in the database, so that an unfinished item can be
    kept; `required_to_publish` names what must be there before it goes live.
    """

    required_to_publish: ClassVar[tuple[str, ...]] = ()
    #: Columns that are no content: no draft holds them, no translation status counts them.
    live_only: ClassVar[tuple[str, ...]] = ("is_published", "updated_at")

    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("Visitors see this only while it is ticked.")
    )
    publish_from = models.DateTimeField(
        _("publish from"),
        null=True,
        blank=True,
        help_text=_("Riga time. Empty: at once. It appears by itself at this moment."),
    )
    publish_until = models.DateTimeField(
        _("publish until"),
        null=True,
        blank=True,
        help_text=_("Riga time. Empty: no end. It disappears by itself at this moment."),
    )
    source_language = models.CharField(
        _("source language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language in which this item is written first; the others are translated from it."),
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_from=None) | Q(publish_until=None) | Q(publish_until__gt=F("publish_from")),
                name="%(class)s_publish_until_after_from",
                violation_error_message=_("“Publish until” must be later than “publish from”."),
            )
        ]

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether `.published()` would return this very row."""
        return type(self)._default_manager.published(at).filter(pk=self.pk).exists()

    def get_preview_url(self) -> str | None:
        """Where a visitor reads this in the active language once it is public; None while there is no such place.

        What has no page of its own and stands on no other one stands on the first.
        """
        return reverse("public:home")

    def missing_to_publish(self) -> list[str]:
        """Names of fields that must be filled before this goes live and are empty."""
        return [name for name in self.required_to_publish if getattr(self, name) in (None, "")]

    def clean(self) -> None:
        super().clean()
        if self.is_published and (missing := self.missing_to_publish()):
            raise ValidationError({name: _("Fill this in before publishing.") for name in missing})
