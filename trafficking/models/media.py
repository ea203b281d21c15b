"""The library of pictures and documents. Everything else refers to its rows; nothing else owns a file."""

import hashlib
import secrets
from functools import partial
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from trafficking import pictures
from trafficking.models.publishing import Keyed
from trafficking.models.uses import used_in

MAX_DOCUMENT_BYTES = 25 * 1024 * 1024


def random_name(folder: str, suffix: str) -> str:
    """A stored name that tells nothing: neither the uploader's file name nor a guessable number."""
    return f"{folder}/{secrets.token_hex(12)}{suffix}"


def image_name(instance: models.Model, filename: str) -> str:
    return random_name("images", PurePosixPath(filename).suffix)


def document_name(instance: models.Model, filename: str) -> str:
    # Whatever the file was called: a PDF that is stored as .html would be served as a page of this site.
    return random_name("documents", ".pdf")


def validate_pdf(file: File) -> None:
    """Refuse a new file that is no PDF or larger than MAX_DOCUMENT_BYTES."""
    if getattr(file, "_committed", False):
        return
    if file.size > MAX_DOCUMENT_BYTES:
        raise ValidationError(_("The file is larger than 25 MB. Save it with smaller pictures and upload it again."))
    file.seek(0)
    if file.read(5) != b"%PDF-":
        raise ValidationError(_("This is not a PDF. Save or print the document as PDF and upload that."))
    file.seek(0)


def same_as(item: "Image | Document") -> models.QuerySet:
    """The other pictures or documents that hold the same."""
    return type(item).objects.filter(digest=item.digest).exclude(pk=item.pk).exclude(digest="")


class PictureField(models.ImageField):
    """Stores cleaned pictures only, whoever saves the row: a form, an import or a script. Notes their `digest`."""

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            if not isinstance(file.file, pictures.CleanPicture):
                setattr(model_instance, self.attname, pictures.cleaned(file.file))
            model_instance.digest = getattr(model_instance, self.attname).file.digest
        return super().pre_save(model_instance, add)

    def formfield(self, **kwargs):
        # The stored name is our own, so the length of the uploader's does not matter.
        return super().formfield(**{"form_class": pictures.PictureFormField, **kwargs, "max_length": None})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs


class Image(Keyed):
    title = models.CharField(_("title"), max_length=120, help_text=_("To find it again in the library. Never shown."))
    file = PictureField(
        _("file"),
        upload_to=image_name,
        width_field="width",
        height_field="height",
        help_text=_(
            "JPEG, PNG or WebP, at most 20 MB. It is turned upright, and everything hidden in it "
            "(place, time, camera) is taken out."
        ),
    )
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
    # After `file`, which fills it in.
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    unseen = ("title",)

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

    def save(self, *args, **kwargs) -> None:
        before = type(self).objects.filter(pk=self.pk).first()
        super().save(*args, **kwargs)
        if before is None or before.file.name != self.file.name:
            # Files cannot be rolled back. Robust: a picture without its smaller copies is still a picture.
            transaction.on_commit(partial(pictures.make_variants, self.file), robust=True)
            transaction.on_commit(partial(pictures.make_squares, self.file, self.focus), robust=True)
            if before and before.file:
                transaction.on_commit(before.remove_files, robust=True)
        elif before.focus != self.focus:
            transaction.on_commit(partial(pictures.make_squares, self.file, self.focus), robust=True)
            transaction.on_commit(before.remove_squares, robust=True)

    @property
    def focus(self) -> pictures.Focus:
        return pictures.Focus(self.focal_x, self.focal_y)

    def variants(self) -> list[pictures.Variant]:
        return pictures.variants(self)

    def squares(self) -> list[pictures.Variant]:
        """The picture cut to a square around its focal point, for lists."""
        return pictures.squares(self, self.focus)

    def remove_squares(self) -> None:
        pictures.remove_squares(self.file.storage, self.file.name, self.focus)

    def remove_files(self) -> None:
        pictures.remove(self.file.storage, self.file.name, self.width)
        self.remove_squares()


class Document(Keyed):
    """A document that texts refer to; it may be known without being at hand."""

    title = models.CharField(_("title"), max_length=200, null=True, blank=True)
    file = models.FileField(
        _("file"),
        upload_to=document_name,
        null=True,
        blank=True,
        validators=[validate_pdf],
        help_text=_("A PDF of at most 25 MB. Its type and size are filled in below by themselves."),
    )
    url = models.URLField(
        _("outside address"), max_length=500, null=True, blank=True, help_text=_("If it lies on another site.")
    )
    language = models.CharField(_("language"), max_length=35, null=True, blank=True, help_text=_("Code: lv, en …"))
    media_format = models.CharField(_("format"), max_length=10, null=True, blank=True, help_text=_("PDF, for example."))
    size = models.PositiveBigIntegerField(
        _("size in bytes"), null=True, blank=True, help_text=_("For a document on another site, if it is known.")
    )
    note = models.CharField(
        _("note to the reader"),
        max_length=300,
        null=True,
        blank=True,
        help_text=_("For example: the file has been lost; ask the embassy for it."),
    )
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.title or str(_("(no title yet)"))

    def save(self, *args, **kwargs) -> None:
        before = type(self).objects.filter(pk=self.pk).first()
        if self.file:
            self.media_format, self.size = "PDF", self.file.size
            if not self.file._committed:
                self.digest = _digest(self.file.file)
        super().save(*args, **kwargs)
        if before and before.file and before.file.name != self.file.name:
            transaction.on_commit(before.remove_files, robust=True)

    def remove_files(self) -> None:
        self.file.storage.delete(self.file.name)

    @property
    def address(self) -> str | None:
        """Where a reader can open it, or None while the file is missing."""
        if self.file:
            return self.file.url
        return self.url or None


def _digest(file: File) -> str:
    sha256 = hashlib.sha256()
    for chunk in file.chunks():
        sha256.update(chunk)
    file.seek(0)
    return sha256.hexdigest()


@receiver(pre_delete, sender=Document)
def refuse_while_used(instance: Document, **kwargs) -> None:
    """Pictures are protected by their foreign keys; documents hang on a many-to-many, which protects nothing."""
    if users := used_in(instance):
        raise models.ProtectedError(_("The document is used."), set(users))


@receiver(post_delete, sender=Image)
@receiver(post_delete, sender=Document)
def delete_files(instance: Image | Document, **kwargs) -> None:
    if instance.file:
        transaction.on_commit(instance.remove_files, robust=True)
