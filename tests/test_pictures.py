import io

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import ImageCms

from tests import factories
from trafficking import pictures


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def upload(data: bytes, name: str = "photo.jpg") -> ContentFile:
    return ContentFile(data, name=name)


def opened(file) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(file.read()))


def written(picture: PIL.Image.Image, kind: str = "JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def telephone_photo() -> bytes:
    """As a telephone stores it: lying on its side, with the place and the camera, a comment and a tail."""
    picture = PIL.Image.new("RGB", (80, 40), "red")
    picture.paste("blue", (0, 0, 40, 40))
    exif = PIL.Image.Exif()
    exif[0x0112] = 6  # turned a quarter to the right
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (56.0, 57.0, 0.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = written(picture, exif=exif, comment=b"SECRETCOMMENT", icc_profile=profile, quality=95)
    return data + b"<?php SECRETTAIL"


def test_cleaned_photo_has_no_metadata_left():
    data = telephone_photo()
    before = PIL.Image.open(io.BytesIO(data))
    assert before.getexif().get_ifd(0x8825)
    assert all(word in data for word in (b"SECRETCAMERA", b"SECRETCOMMENT", b"SECRETTAIL"))
    cleaned = pictures.cleaned(upload(data)).read()
    after = PIL.Image.open(io.BytesIO(cleaned))
    assert not after.getexif()
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert b"SECRET" not in cleaned


def test_cleaned_photo_stands_upright():
    after = opened(pictures.cleaned(upload(telephone_photo())))
    assert after.size == (40, 80)
    top, bottom = after.getpixel((20, 10)), after.getpixel((20, 70))
    assert top[2] > 200 > top[0]
    assert bottom[0] > 200 > bottom[2]


def test_cleaned_photo_is_at_most_so_large():
    after = opened(pictures.cleaned(upload(written(PIL.Image.new("RGB", (4800, 1200))))))
    assert after.size == (2400, 600)


@pytest.mark.parametrize(
    ("mode", "kind", "stored"),
    [
        ("RGB", "JPEG", "JPEG"),
        ("L", "JPEG", "JPEG"),
        ("CMYK", "JPEG", "JPEG"),
        ("RGB", "WEBP", "JPEG"),
        ("RGBA", "WEBP", "PNG"),
        ("RGBA", "PNG", "PNG"),
        ("P", "PNG", "PNG"),
        ("1", "PNG", "PNG"),
        ("I;16", "PNG", "PNG"),
    ],
)
def test_cleaned_keeps_transparency_and_writes_jpeg_or_png(mode, kind, stored):
    cleaned = pictures.cleaned(upload(written(PIL.Image.new(mode, (20, 10)), kind)))
    after = opened(cleaned)
    assert after.format == stored
    assert cleaned.name.endswith({"JPEG": ".jpg", "PNG": ".png"}[stored])
    assert after.mode == ("RGBA" if mode == "RGBA" else "RGB")


def profile_with_red_and_blue_exchanged() -> bytes:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    table = data[128 : 128 + 4 + 12 * int.from_bytes(data[128:132])]
    changed = table.replace(b"rXYZ", b"tmp.").replace(b"bXYZ", b"rXYZ").replace(b"tmp.", b"bXYZ")
    assert changed != table
    return data.replace(table, changed)


def test_colours_become_what_the_profile_means():
    data = written(PIL.Image.new("RGB", (8, 8), "red"), icc_profile=profile_with_red_and_blue_exchanged())
    red, _green, blue = opened(pictures.cleaned(upload(data))).getpixel((4, 4))
    assert blue > 200 > red


@pytest.mark.parametrize(
    "profile", [b"nonsense", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()], ids=["broken", "unfit"]
)
def test_profile_that_cannot_be_used_is_left_aside(profile):
    data = written(PIL.Image.new("RGB", (8, 8), "red"), icc_profile=profile)
    assert opened(pictures.cleaned(upload(data))).getpixel((4, 4))[0] > 240


def test_photo_with_a_second_picture_behind_it_is_accepted():
    first, second = PIL.Image.new("RGB", (30, 20), "red"), PIL.Image.new("L", (30, 20))
    data = written(first, "MPO", save_all=True, append_images=[second])
    assert PIL.Image.open(io.BytesIO(data)).n_frames == 2
    assert opened(pictures.cleaned(upload(data))).format == "JPEG"


def animation(kind: str) -> bytes:
    frames = [PIL.Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    return written(frames[0], kind, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"<html>", "not a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a picture"),
        (animation("GIF"), "not a picture"),
        (animation("WEBP"), "Moving pictures"),
        (animation("PNG"), "Moving pictures"),
        (written(PIL.Image.effect_noise((60, 60), 50))[:900], "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data, words):
    with pytest.raises(ValidationError, match=words):
        pictures.cleaned(upload(data))


def test_picture_that_unfolds_into_gigabytes_is_refused_from_its_header():
    for side in (8000, 12000, 60000):
        header = written(PIL.Image.new("1", (1, 1)), "PNG")
        bomb = header[:16] + side.to_bytes(4, "big") * 2 + header[24:]
        with pytest.raises(ValidationError):
            pictures.cleaned(upload(bomb))


def test_file_of_too_many_bytes_is_refused(monkeypatch):
    data = telephone_photo()
    monkeypatch.setattr(pictures, "MAX_BYTES", len(data) - 1)
    with pytest.raises(ValidationError, match="20 MB"):
        pictures.cleaned(upload(data))


@pytest.mark.parametrize(("width", "widths"), [(2400, [480, 960, 1600]), (700, [480, 700]), (300, [300])])
def test_variants_are_never_larger_than_the_picture(width, widths):
    names = pictures.names_of_variants("images/a.jpg", width)
    assert sorted({width for width, _kind in names}) == widths
    assert names[widths[0], "avif"] == f"images/a.{widths[0]}.avif"


@pytest.mark.django_db
def test_variants_are_made_beside_the_picture_and_listed(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(file=factories.picture_file(size=(1000, 500)))
    assert [(each.width, each.format) for each in pictures.variants(image)] == [
        (480, "avif"),
        (960, "avif"),
        (1000, "avif"),
        (480, "webp"),
        (960, "webp"),
        (1000, "webp"),
    ]
    for each in pictures.variants(image):
        with PIL.Image.open(tmp_path / each.url.removeprefix("/media/")) as picture:
            assert (picture.format, picture.size) == (each.format.upper(), (each.width, each.width // 2))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and "photo" in path.name]


@pytest.mark.django_db
def test_variants_that_are_not_there_are_not_listed(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert pictures.variants(factories.image()) == []


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((300, 100), (50, 50), (100, 0, 200, 100)),
        ((300, 100), (0, 50), (0, 0, 100, 100)),
        ((300, 100), (90, 10), (200, 0, 300, 100)),
        ((100, 300), (50, 30), (0, 40, 100, 140)),
        ((80, 80), (0, 100), (0, 0, 80, 80)),
        ((1, 3), (50, 100), (0, 2, 1, 3)),
    ],
)
def test_square_is_cut_around_the_focal_point_and_stays_inside(size, focus, box):
    assert pictures.square_box(*size, pictures.Focus(*focus)) == box


@pytest.mark.django_db
def test_squares_show_what_must_stay_in_view_and_follow_it(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    halves = PIL.Image.new("RGB", (1000, 400), "red")
    halves.paste("blue", (500, 0, 1000, 400))
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(file=upload(written(halves, "PNG"), "halves.png"), focal_x=10)
    first = image.squares()
    assert [(each.format, each.width) for each in first] == [("avif", 320), ("webp", 320)]

    def colour(square: pictures.Variant) -> tuple[int, ...]:
        with PIL.Image.open(tmp_path / square.url.removeprefix("/media/")) as picture:
            assert picture.size == (320, 320)
            return picture.convert("RGB").getpixel((160, 160))

    assert all(red > 200 > blue for red, _green, blue in map(colour, first))
    with django_capture_on_commit_callbacks(execute=True):
        image.focal_x = 90
        image.save()
    second = image.squares()
    assert all(blue > 200 > red for red, _green, blue in map(colour, second))
    assert not {each.url for each in first} & {each.url for each in second}  # no copy of the old one is served
    assert not list(tmp_path.rglob("*.square-10-*"))


def test_same_pixels_have_the_same_digest_whatever_was_hidden_in_the_file():
    picture = PIL.Image.effect_noise((40, 30), 50).convert("RGB")
    exif = PIL.Image.Exif()
    exif[0x010F] = "CAMERA"
    one, other = (pictures.cleaned(upload(written(picture, "PNG", **extra))) for extra in ({}, {"exif": exif}))
    assert one.digest == other.digest
    assert one.digest != pictures.cleaned(upload(written(picture.rotate(180), "PNG"))).digest
