"""The memory of the desk: history, drafts and audit in one append-only table."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.utils.translation import gettext_lazy as _

from trafficking.models.award import Award
from trafficking.models.publishing import Keyed


class RevisionQuerySet(models.QuerySet):
    def of(self, item: models.Model) -> Self:
        """An item's revisions, newest first; also of one that was deleted, by a row that still has its key."""
        kind = ContentType.objects.get_for_model(type(item))
        return self.filter(content_type=kind, object_id=item.pk).order_by("-number")

    def of_rows(self) -> Self:
        """Revisions that say what the rows held, as against what somebody would like them to hold."""
        return self.filter(kind__in=OF_ROWS)

    def about_drafts(self) -> Self:
        """Revisions that say whether a draft waits: it does when the newest of them is one."""
        return self.filter(kind__in=ABOUT_DRAFTS)

    def for_a_list(self) -> Self:
        """Without their content, with item, noun and author read along: a few queries, however many there are."""
        awards = Award.objects.select_related("person", "organisation")  # named by whom they went to
        found = self.select_related("content_type", "author").defer("data")
        return found.prefetch_related(GenericPrefetch("item", [awards]))


class Revision(Keyed):
    """The whole content of an item at one moment, as `editorial.capture` writes it."""

    class Kind(models.TextChoices):
        CREATED = "created", _("made")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("withdrawn")
        OUTSIDE = "outside", _("changed outside the desk")
        DRAFT = "draft", _("draft")
        DISCARDED = "discarded", _("draft discarded")
        ASIDE = "aside", _("kept aside: a colleague had changed the same")
        SCHEDULED = "scheduled", _("to be published later")
        UNSCHEDULED = "unscheduled", _("taken off the schedule")
        DELETED = "deleted", _("deleted")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.UUIDField()
    item = GenericForeignKey("content_type", "object_id")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind)
    data = models.JSONField(_("content"))
    base = models.ForeignKey(
        "self",
        verbose_name=_("made on"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.PROTECT,
        help_text=_("For a draft: the state of the rows that its author saw."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )
    draft = models.ForeignKey(
        "self",
        verbose_name=_("draft that was published"),
        null=True,
        blank=True,
        related_name="publications",
        on_delete=models.PROTECT,
    )
    note = models.TextField(_("reason"), blank=True, default="")
    emergency = models.BooleanField(
        _("emergency"), default=False, help_text=_("Published without a second person, who is asked afterwards.")
    )
    wording_only = models.BooleanField(
        _("only wording changed"), default=False, help_text=_("The meaning stayed, so translations stay current.")
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-created_at", "-number"]
        permissions = [
            ("publish_revision", _("May publish, withdraw and review")),
            ("import_spreadsheet", _("May import spreadsheets")),
        ]
        constraints = [
            # Two saves at once cannot both be the next one.
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="revision_number_unique")
        ]
        indexes = [
            models.Index(fields=["publish_at"], condition=models.Q(kind="scheduled"), name="revision_scheduled"),
            models.Index(fields=["created_at", "kind"], name="revision_when"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"


_Kind = Revision.Kind
OF_ROWS = (_Kind.CREATED, _Kind.PUBLISHED, _Kind.UNPUBLISHED, _Kind.OUTSIDE, _Kind.DELETED)
ABOUT_DRAFTS = (_Kind.CREATED, _Kind.PUBLISHED, _Kind.DRAFT, _Kind.DISCARDED, _Kind.DELETED)
