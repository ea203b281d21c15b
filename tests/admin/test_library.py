import io

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests import factories
from tests.admin.browserlike import shown
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.models import Document, Image, LinkUse

pytestmark = pytest.mark.django_db
IMAGES = reverse("admin:trafficking_image_add")
DOCUMENTS = reverse("admin:trafficking_document_add")


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def add(desk, address: str, noun: str, **fields):
    return desk.post(address, shown(desk.get(address), f"{noun}_form") | fields)


def photo(name: str = "mother.jpg") -> ContentFile:
    exif = PIL.Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (30, 20)).save(buffer, "JPEG", exif=exif)
    assert b"SECRETCAMERA" in buffer.getvalue()
    return ContentFile(buffer.getvalue(), name=name)


def test_uploaded_picture_is_cleaned_and_has_its_small_copies(desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = add(desk, IMAGES, "image", file=photo("x" * 150 + ".jpg"), title="x", alternative_text_lv="Attēls")
    assert response.status_code == 302
    image = Image.objects.get()
    with image.file.open() as file:
        assert b"SECRETCAMERA" not in file.read()
    assert {each.format for each in image.variants()} == {"avif", "webp"}
    page = desk.get(reverse("admin:trafficking_image_change", args=[image.pk])).content.decode()
    assert 'class="thumbnail" src="/media/images/' in page
    assert "30 × 20" in page


def test_what_is_no_picture_is_refused_at_the_field(desk):
    file = ContentFile(b"<html>", name="x.jpg")
    response = add(desk, IMAGES, "image", file=file, title="x", alternative_text_lv="Attēls")
    assert errors(response)["file"][0].startswith("This is not a picture that can be used here.")
    assert not Image.objects.exists()


def test_picture_without_words_is_refused_and_shown_again(desk):
    response = add(desk, IMAGES, "image", file=photo(), title="x")
    assert errors(response) == {"alternative_text_lv": ["Describe the picture in Latvian, or tick “decorative”."]}
    assert "<img" not in response.content.decode()


def test_uploaded_pdf_gets_its_type_and_size(desk):
    file = ContentFile(b"%PDF-1.7\n", name="x.pdf")
    assert add(desk, DOCUMENTS, "document", file=file, title_lv="x").status_code == 302
    document = Document.objects.get()
    assert (document.media_format, document.size) == ("PDF", 9)
    page = desk.get(reverse("admin:trafficking_document_changelist")).content.decode()
    assert "9\xa0bytes" in page


def test_what_is_no_pdf_is_refused_at_the_field(desk):
    file = ContentFile(b"MZ", name="x.pdf")
    response = add(desk, DOCUMENTS, "document", file=file, title_lv="x")
    assert errors(response)["file"] == ["This is not a PDF. Save or print the document as PDF and upload that."]


def used_things():
    image, document = factories.image(), factories.document()
    event = factories.event(title_lv="Konference", image=image)
    event.documents.add(document)
    return {"image": image, "document": document}


@pytest.mark.parametrize("noun", ["image", "document"])
def test_where_it_is_used_stands_on_its_page(desk, noun):
    page = reverse(f"admin:trafficking_{noun}_change", args=[used_things()[noun].pk])
    assert "Konference</a>" in desk.get(page).content.decode()


@pytest.mark.parametrize("noun", ["image", "document"])
def test_what_is_used_is_not_deleted_and_the_place_is_named(desk, noun):
    item = used_things()[noun]
    page = reverse(f"admin:trafficking_{noun}_delete", args=[item.pk])
    for response in (desk.get(page), desk.post(page, {"post": "yes"})):
        assert "Konference</a>" in response.content.decode()
    listed = reverse(f"admin:trafficking_{noun}_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [str(item.pk)], "post": "yes"}
    assert "Konference</a>" in desk.post(listed, chosen).content.decode()
    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("noun", ["image", "document"])
def test_what_is_not_used_is_deleted(desk, noun):
    item = {"image": factories.image, "document": factories.document}[noun]()
    desk.post(reverse(f"admin:trafficking_{noun}_delete", args=[item.pk]), {"post": "yes"})
    assert not type(item).objects.exists()


def draft_with(item, **changes):
    return flow.save_draft(item, {**capture(item), **changes}, None, flow.seen(item))


@pytest.mark.parametrize("noun", ["image", "document"])
def test_what_only_a_draft_uses_is_named_and_not_deleted(desk, noun):
    item = {"image": factories.image, "document": factories.document}[noun]()
    event = factories.event(title_lv="Konference")
    wanted = {"image": {"image": str(item.pk)}, "document": {"documents": {str(item.pk): True}}}[noun]
    draft_with(event, **wanted)
    page = reverse(f"admin:trafficking_{noun}_delete", args=[item.pk])
    changed = reverse(f"admin:trafficking_{noun}_change", args=[item.pk])
    assert "Draft: Event: <a" in desk.get(changed).content.decode()
    desk.post(page, {"post": "yes"})
    assert type(item).objects.exists()
    flow.discard_draft(event, None)
    assert "Draft:" not in desk.get(changed).content.decode()
    desk.post(page, {"post": "yes"})
    assert not type(item).objects.exists()


def test_document_that_a_text_links_to_is_named_and_not_deleted(desk):
    document = factories.document(file=ContentFile(b"%PDF-1.7\n", name="x.pdf"))
    factories.page("a", title_lv="Lapa", body_uk=f'<p><a href="{document.file.url}">файл</a></p>')
    page = reverse("admin:trafficking_document_delete", args=[document.pk])
    assert "Lapa</a>" in desk.get(page).content.decode()
    desk.post(page, {"post": "yes"})
    assert Document.objects.exists()


def test_same_picture_once_more_is_told_and_kept(desk):
    first = factories.image(title="Zāle")
    file = factories.picture_file()
    response = add(desk, IMAGES, "image", file=file, title="x", alternative_text_lv="Attēls")
    page = desk.get(response.url).content.decode()
    assert "The library holds the same already: Picture: <a" in page
    assert reverse("admin:trafficking_image_change", args=[first.pk]) in page
    assert Image.objects.count() == 2
    other = factories.picture_file(colour="red")
    response = add(desk, IMAGES, "image", file=other, title="x", alternative_text_lv="Attēls")
    assert "The library holds the same" not in desk.get(response.url).content.decode()


def test_page_of_a_picture_shows_its_square(desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(focal_x=20)
    page = desk.get(reverse("admin:trafficking_image_change", args=[image.pk])).content.decode()
    assert ".square-20-50.webp" in page


def test_outside_address_of_a_document_is_a_known_link(desk):
    add(desk, DOCUMENTS, "document", title_lv="x", url="https://example.org/x.pdf")
    document = Document.objects.get()
    assert LinkUse.objects.get().item == document
    desk.post(reverse("admin:trafficking_document_delete", args=[document.pk]), {"post": "yes"})
    assert not LinkUse.objects.exists()
