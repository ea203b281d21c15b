import io

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import translation

from tests import factories
from trafficking.models import Document, Image
from trafficking.models.media import same_as, used_in

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield tmp_path


def stored(folder) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_picture_saved_by_a_script_is_cleaned_too(media_folder):
    exif = PIL.Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (10, 20)).save(buffer, "WEBP", exif=exif)
    assert b"SECRETCAMERA" in buffer.getvalue()
    image = Image.objects.create(title="x", file=ContentFile(buffer.getvalue(), name="mother-at-home.webp"))
    with image.file.open() as file:
        assert b"SECRETCAMERA" not in file.read()
    assert (image.width, image.height) == (10, 20)
    assert image.file.name.endswith(".jpg")
    assert "mother" not in image.file.name


def test_replaced_and_deleted_pictures_leave_no_file(media_folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image()
    first = stored(media_folder)
    assert len(first) == 5  # itself, a smaller copy and a square in each format
    with django_capture_on_commit_callbacks(execute=True):
        image.file = factories.picture_file("other.png")
        image.save()
    second = stored(media_folder)
    assert len(second) == 5
    assert not first & second
    with django_capture_on_commit_callbacks(execute=True):
        Image.objects.all().delete()
    assert stored(media_folder) == set()


def test_picture_saved_again_keeps_its_file(media_folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image()
    before = stored(media_folder)
    with django_capture_on_commit_callbacks(execute=True):
        image = Image.objects.get()
        image.title = "Cits"
        image.save()
    assert stored(media_folder) == before


def test_picture_needs_words_unless_it_is_decorative():
    image = Image(title="x", file=factories.picture_file())
    with pytest.raises(ValidationError, match="Describe the picture"):
        image.full_clean()
    image.decorative = True
    image.full_clean()


def test_document_knows_its_type_and_size_and_tells_nothing_by_its_name():
    document = Document(title_lv="x", file=ContentFile(PDF, name="page.html"))
    document.full_clean()
    document.save()
    assert (document.media_format, document.size) == ("PDF", len(PDF))
    assert document.file.name.endswith(".pdf")
    assert "page" not in document.file.name


@pytest.mark.parametrize("data", [b"<html>", b"MZ", b" %PDF-1.7"])
def test_document_that_is_no_pdf_is_refused_in_words(data):
    with pytest.raises(ValidationError, match="not a PDF"):
        Document(title_lv="x", file=ContentFile(data, name="x.pdf")).full_clean()


def test_document_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("trafficking.models.media.MAX_DOCUMENT_BYTES", len(PDF) - 1)
    with pytest.raises(ValidationError, match="25 MB"):
        Document(title_lv="x", file=ContentFile(PDF, name="x.pdf")).full_clean()


def test_document_in_use_cannot_be_deleted_by_anybody():
    document = factories.document()
    event = factories.event()
    event.documents.add(document)
    for delete in (document.delete, Document.objects.all().delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()
    event.documents.clear()
    document.delete()
    assert not Document.objects.exists()


def test_picture_in_use_cannot_be_deleted():
    image = factories.image()
    factories.event(image=image)
    with pytest.raises(ProtectedError):
        image.delete()


def test_used_in_names_every_place():
    image, document = factories.image(), factories.document()
    event = factories.event(image=image)
    event.documents.add(document)
    places = [factories.organisation(logo=image), event, factories.award(image=image)]
    factories.event(image=factories.image())
    assert {place.pk for place in used_in(image)} == {place.pk for place in places}
    assert used_in(document) == [event]


def test_same_picture_and_same_document_are_known_again():
    one, other = factories.image(), factories.image()
    factories.image(file=factories.picture_file(colour="red"))
    assert list(same_as(one)) == [other]
    one.file = factories.picture_file(colour="green")
    one.save()
    assert not same_as(one)
    papers = [Document.objects.create(file=ContentFile(data, name="x.pdf")) for data in (PDF, PDF, PDF + b" ")]
    assert list(same_as(papers[0])) == [papers[1]]
    assert not same_as(factories.document())
