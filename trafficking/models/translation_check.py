"""Against which source text a translation was last checked."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import Keyed


class TranslationCheck(Keyed):
    """The source text that one translation was made from or last compared with.

    `editorial.translations` compares it with the source text of today: other words, and the translation is out of
    date. No row: the source has not changed since the translation was first known.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.UUIDField()
    item = GenericForeignKey("content_type", "object_id")
    #: The row inside the item: empty for the item itself, else "services/<key>".
    row = models.CharField(max_length=60, blank=True, default="")
    field = models.CharField(_("field"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    source_text = models.TextField(_("source text"), blank=True, default="")
    draft_text = models.TextField(
        _("source text of a draft"),
        null=True,
        blank=True,
        help_text=_("The translation was found to fit this one too, which is not published yet."),
    )
    checked_at = models.DateTimeField(_("checked"), auto_now=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )

    class Meta:
        verbose_name = _("checked translation")
        verbose_name_plural = _("checked translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "row", "field", "language"], name="translation_check_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.field} {self.language}".strip()
