"""Links that show a draft to somebody without an account."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import Keyed


class ShareLinkQuerySet(models.QuerySet):
    def of(self, item: models.Model) -> Self:
        """An item's links, newest first."""
        kind = ContentType.objects.get_for_model(type(item))
        return self.filter(content_type=kind, object_id=item.pk).order_by("-created_at")

    def open(self, at: datetime | None = None) -> Self:
        """Links that still lead somewhere at a moment (aware; now when not given)."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class ShareLink(Keyed):
    """One item in one language, for one reader, until a day. The token itself is never stored."""

    token_hash = models.CharField(max_length=64, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.UUIDField()
    item = GenericForeignKey("content_type", "object_id")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    reader = models.CharField(
        _("for whom"), max_length=120, help_text=_("A name you will recognise: “Marta centre, legal adviser”.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["token_hash"], name="share_link_token_unique")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="share_link_item")]

    def __str__(self) -> str:
        return self.reader

    @property
    def is_open(self) -> bool:
        """Whether `open()` would return this very row now."""
        return self.revoked_at is None and self.expires_at > timezone.now()
