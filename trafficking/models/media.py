"""The library of pictures and documents. Everything else refers to its rows; nothing else owns a file."""

import secrets
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import Keyed


def random_name(folder: str, filename: str) -> str:
    """A stored name that tells nothing: neither the uploader's file name nor a guessable number."""
    return f"{folder}/{secrets.token_urlsafe(12)}{PurePosixPath(filename).suffix.lower()}"


def image_name(instance: models.Model, filename: str) -> str:
    return random_name("images", filename)


def document_name(instance: models.Model, filename: str) -> str:
    return random_name("documents", filename)


class Image(Keyed):
    title = models.CharField(_("title"), max_length=120, help_text=_("To find it again in the library. Never shown."))
    file = models.ImageField(_("file"), upload_to=image_name, width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        null=True,
        blank=True,
        help_text=_("What a person who cannot see the picture needs to know."),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture adds nothing to the text; screen readers skip it.")
    )
    credit = models.CharField(_("credit"), max_length=200, null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("What must stay in view when the picture is cropped."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(focal_x__lte=100) & Q(focal_y__lte=100), name="image_focal_point_inside")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if not self.decorative and not self.alternative_text_lv:
            raise ValidationError({"alternative_text_lv": _("Describe the picture in Latvian, or tick “decorative”.")})


class Document(Keyed):
    """A document that texts refer to; it may be known without being at hand."""

    title = models.CharField(_("title"), max_length=200, null=True, blank=True)
    file = models.FileField(_("file"), upload_to=document_name, null=True, blank=True)
    url = models.URLField(
        _("outside address"), max_length=500, null=True, blank=True, help_text=_("If it lies on another site.")
    )
    language = models.CharField(_("language"), max_length=35, null=True, blank=True, help_text=_("Code: lv, en …"))
    media_format = models.CharField(_("format"), max_length=10, null=True, blank=True, help_text=_("PDF, for example."))
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    note = models.CharField(
        _("note to the reader"),
        max_length=300,
        null=True,
        blank=True,
        help_text=_("For example: the file has been lost; ask the embassy for it."),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.title or str(_("(no title yet)"))

    @property
    def address(self) -> str | None:
        """Where a reader can open it, or None while the file is missing."""
        if self.file:
            return self.file.url
        return self.url or None
