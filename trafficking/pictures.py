"""Pictures as they come from somebody's telephone: checked, cleaned, and made in the sizes that pages use.

Knows no noun. A stored picture holds nothing but its pixels: no place, no camera, no author, no thumbnail.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 20 * 1024 * 1024
#: Read from the header, before anything is decoded: a small file can unfold into gigabytes.
MAX_PIXELS = 50_000_000
MAX_SIDE = 2400
ACCEPTED = ("JPEG", "PNG", "WEBP")

WIDTHS = (480, 960, 1600)
#: The side of the square that a list shows of a picture, cut around its focal point.
SQUARE = 320
#: Format: how it is written. The best for the reader stands first.
VARIANTS: dict[str, dict[str, Any]] = {"avif": {"quality": 60, "speed": 7}, "webp": {"quality": 80}}

#: What Pillow raises over damaged or hostile files.
_UNREADABLE = (OSError, SyntaxError, ValueError, struct.error, zlib.error, Image.DecompressionBombError)


class CleanPicture(ContentFile):
    """A picture that has been through `cleaned`; `digest` (SHA-256) is the same for the same pixels."""

    digest = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A smaller copy of a picture; `width` in pixels, `format` as in its media type (image/avif)."""

    width: int
    format: str
    url: str


def cleaned(upload: File) -> CleanPicture:
    """The same picture upright, at most MAX_SIDE pixels long, in sRGB, as a new JPEG or PNG without metadata.

    Raises ValidationError, in words for an editor, for what is no picture, damaged, moving or too large.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB. Make the picture smaller and upload it again."))
    upload.seek(0)
    try:
        picture = Image.open(upload, formats=ACCEPTED)
    except (*_UNREADABLE, Image.DecompressionBombWarning):
        raise ValidationError(
            _(
                "This is not a picture that can be used here. Upload a JPEG, PNG or WebP file. "
                "A photograph in HEIC format or a drawing in SVG has to be saved as JPEG or PNG first."
            )
        ) from None
    with picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(_("The picture has more than 50 million pixels. Upload a smaller one."))
        # Telephones store a second picture (depth, brightness) behind the first one: that is no animation.
        if getattr(picture, "is_animated", False) and picture.format != "MPO":
            raise ValidationError(_("Moving pictures cannot be used here. Upload a still one."))
        try:
            return _encoded(_pixels(picture), as_png=picture.format == "PNG")
        except _UNREADABLE:
            raise ValidationError(
                _("The picture is damaged or incomplete. Upload it again from the original.")
            ) from None


def _pixels(picture: Image.Image) -> Image.Image:
    """A new image that shares nothing with the old one but what is seen."""
    upright = _in_srgb(ImageOps.exif_transpose(picture))
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return fresh


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The colours that the profile means, since the profile itself is not kept."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            # Without inPlace=True it always answers with a picture.
            srgb = ImageCms.createProfile("sRGB")
            return cast(Image.Image, ImageCms.profileToProfile(picture, io.BytesIO(profile), srgb, outputMode="RGB"))
        except ImageCms.PyCMSError:
            pass  # a broken profile; the bare colours are near enough
    return picture.convert(mode)


def _encoded(picture: Image.Image, as_png: bool) -> CleanPicture:
    buffer, is_png = io.BytesIO(), as_png or picture.mode == "RGBA"
    if is_png:
        picture.save(buffer, "PNG", optimize=True)
    else:
        picture.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    clean = CleanPicture(buffer.getvalue(), name=f"picture.{'png' if is_png else 'jpg'}")
    clean.digest = hashlib.sha256(f"{picture.mode} {picture.size} ".encode() + picture.tobytes()).hexdigest()
    return clean


class PictureFormField(forms.FileField):
    """Refuses what is no picture while the editor is still looking at the form."""

    def to_python(self, data: Any) -> CleanPicture | None:
        upload = super().to_python(data)
        return cleaned(upload) if upload else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}


def variant_name(name: str, width: int, kind: str) -> str:
    """The stored name of a variant: "images/a.jpg" 480 pixels wide as AVIF is "images/a.480.avif"."""
    return str(PurePosixPath(name).with_suffix(f".{width}.{kind}"))


def names_of_variants(name: str, width: int) -> dict[tuple[int, str], str]:
    """All variants of a stored picture of that width, by their own width and format; never larger than it."""
    widths = sorted({min(width, each) for each in WIDTHS})
    return {(each, kind): variant_name(name, each, kind) for kind in VARIANTS for each in widths}


def make_variants(file: FieldFile) -> None:
    """Write the variants of a stored picture beside it; those that are there stay."""
    with file.storage.open(file.name) as stored, Image.open(stored) as picture:
        picture.load()
        for (width, kind), name in names_of_variants(file.name, picture.width).items():
            if file.storage.exists(name):
                continue
            height = max(1, round(picture.height * width / picture.width))
            buffer = io.BytesIO()
            picture.resize((width, height), Image.Resampling.LANCZOS).save(buffer, kind, **VARIANTS[kind])
            file.storage.save(name, ContentFile(buffer.getvalue()))


def variants(image: Any) -> list[Variant]:
    """The variants that exist of a row with `file` and `width`: by format, best first, then by width."""
    storage = image.file.storage
    names = names_of_variants(image.file.name, image.width)
    return [Variant(width, kind, storage.url(name)) for (width, kind), name in names.items() if storage.exists(name)]


@dataclass(frozen=True, slots=True)
class Focus:
    """What must stay in view, in per cent from the left and from the top."""

    x: int = 50
    y: int = 50


def square_names(name: str, focus: Focus) -> dict[str, str]:
    """The square of a stored picture by format: "images/a.square-50-30.avif". Another focus, another address."""
    path = PurePosixPath(name)
    return {kind: str(path.with_suffix(f".square-{focus.x}-{focus.y}.{kind}")) for kind in VARIANTS}


def square_box(width: int, height: int, focus: Focus) -> tuple[int, int, int, int]:
    """The largest square inside a picture that has the focus as near to its middle as can be."""
    side = min(width, height)
    left = min(max(round(width * focus.x / 100 - side / 2), 0), width - side)
    top = min(max(round(height * focus.y / 100 - side / 2), 0), height - side)
    return left, top, left + side, top + side


def make_squares(file: FieldFile, focus: Focus) -> None:
    """Write the squares of a stored picture beside it; those that are there stay."""
    with file.storage.open(file.name) as stored, Image.open(stored) as picture:
        box = square_box(picture.width, picture.height, focus)
        side = min(SQUARE, box[2] - box[0])
        square = picture.resize((side, side), Image.Resampling.LANCZOS, box=box)
        for kind, name in square_names(file.name, focus).items():
            if not file.storage.exists(name):
                buffer = io.BytesIO()
                square.save(buffer, kind, **VARIANTS[kind])
                file.storage.save(name, ContentFile(buffer.getvalue()))


def squares(image: Any, focus: Focus) -> list[Variant]:
    """The squares that exist of a row with `file`, `width` and `height`, best format first."""
    storage, side = image.file.storage, min(SQUARE, image.width, image.height)
    names = square_names(image.file.name, focus)
    return [Variant(side, kind, storage.url(name)) for kind, name in names.items() if storage.exists(name)]


def remove_squares(storage: Storage, name: str, focus: Focus) -> None:
    for each in square_names(name, focus).values():
        storage.delete(each)


def remove(storage: Storage, name: str, width: int) -> None:
    """Delete a stored picture of that width, and its variants."""
    for each in (name, *names_of_variants(name, width).values()):
        storage.delete(each)
