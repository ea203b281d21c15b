"""Export and import on the desk: who may, what is shown before anything is saved, what confirming does."""

import os
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.exchange.tables import edited, read
from trafficking.editorial import flow, review
from trafficking.editorial.capture import capture
from trafficking.models import Event, Location, Organisation, Phone, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]
XLSX, CSV = {"format": "xlsx"}, {"format": "csv"}


@pytest.fixture
def pdm():
    item = factories.organisation((factories.service_type(slug="legal"),), slug="pdm", name_lv="Vecais nosaukums")
    factories.phone(item)
    return item


def at(page: str, noun: str = "organisation") -> str:
    return reverse(f"admin:trafficking_{noun}_{page}")


def table(text: str, name: str = "table.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def upload(client, file, noun: str = "organisation"):
    """The page on which one looks at a table, or the form again."""
    return client.post(at("import", noun), {"file": file}, follow=True)


def confirm(client, page, do: str, noun: str = "organisation", **fields: str):
    return client.post(at("check", noun), {"stamp": page.context["proposal"].stamp, "do": do, **fields}, follow=True)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def somebody(client, *rights: str) -> User:
    user = User.objects.create_user("anna", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


MAY_IMPORT = ("view_organisation", "change_organisation", "add_organisation", "import_spreadsheet")


# --- Out ---


def test_list_leads_to_what_it_shows_as_a_file(desk, pdm):
    factories.organisation(slug="other", kind="state")
    page = desk.get(at("changelist"), {"kind__exact": "ngo"})
    assert f'href="{at("export")}?kind__exact=ngo"' in page.content.decode()
    page = desk.get(at("export"), {"kind__exact": "ngo"})
    assert "1 item, as the list shows it" in page.content.decode()
    answer = desk.get(at("export"), {"kind__exact": "ngo", **XLSX})
    assert [row.cells[0] for row in read(answer.content)[0].rows] == ["pdm"]
    assert re.fullmatch(r'attachment; filename="organisations-\d{4}-\d\d-\d\d\.xlsx"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]


def test_search_counts_for_the_file_too(desk, pdm):
    factories.organisation(slug="other", name_lv="Cits")
    assert len(read(desk.get(at("export"), {"q": "cits", **CSV}).content, "x.csv")[0].rows) == 1


def test_empty_table_has_all_headings_and_no_row(desk, pdm):
    sheets = read(desk.get(at("export"), {"empty": "1", **XLSX}).content)
    assert [sheet.title for sheet in sheets] == ["Organisations", "Services", "Telephone numbers", "Locations", "Lists"]
    assert sheets[0].rows == []


def test_filter_that_does_not_exist_leads_to_the_whole_list(desk, pdm):
    assert desk.get(at("export"), {"nonsense": "1"}).status_code == 302


def test_list_without_tables_has_no_such_links(desk):
    page = desk.get(reverse("admin:trafficking_page_changelist")).content.decode()
    assert "/export/" not in page
    assert "/import/" not in page


def test_file_holds_confidential_addresses_only_for_those_who_may_see_them(client, admin_client, pdm):
    factories.location(pdm, visibility=Location.Visibility.CONFIDENTIAL, street="Slepenā iela 1")
    assert "Slepenā" in str(read(admin_client.get(at("export"), XLSX).content))
    somebody(client, "view_organisation")
    answer = client.get(at("export"), XLSX)
    assert answer.status_code == 200
    assert "Slepenā" not in str(read(answer.content))


@pytest.mark.parametrize("noun", ["organisation", "event"])
@pytest.mark.parametrize("page", ["export", "import", "check"])
def test_pages_are_closed_to_those_without_the_right(client, noun, page):
    somebody(client, "view_page", "import_spreadsheet")
    assert client.get(at(page, noun)).status_code == 403
    client.logout()
    assert client.get(at(page, noun)).status_code == 302


@pytest.mark.parametrize("missing", MAY_IMPORT[1:])
def test_import_needs_every_one_of_its_rights(client, pdm, missing):
    somebody(client, *(right for right in MAY_IMPORT if right != missing))
    assert client.get(at("export")).status_code == 200
    assert client.get(at("import")).status_code == 403
    assert client.post(at("import"), {"file": table("slug\npdm")}).status_code == 403
    assert client.post(at("check"), {"do": "drafts"}).status_code == 403
    assert at("import") not in client.get(at("changelist")).content.decode()


# --- In ---


def test_table_is_shown_change_by_change_before_anything_is_saved(desk, pdm):
    before, revisions = capture(pdm), Revision.objects.count()
    page = upload(desk, table("slug,name_lv,name_ru\npdm,Jaunais nosaukums,Новое\njauna,Jauna,\n"))
    text = page.content.decode()
    assert "Name (Latvian)" in text
    assert re.search(r'<dd lang="lv">\s*<div class="difference">', text)
    [item] = [item for item in page.context["proposal"].items if item.entry.handle == "pdm"]
    assert [(each.language, each.before, each.after) for each in item.differences] == [
        ("lv", "Vecais nosaukums", "Jaunais nosaukums"),
        ("ru", "", "Новое"),
    ]
    assert (len(page.context["proposal"].plan.new), len(page.context["proposal"].plan.changed)) == (1, 1)
    assert (capture(pdm), Revision.objects.count(), Organisation.objects.count()) == (before, revisions, 1)


def test_confirmed_table_is_published_and_the_file_is_gone(desk, pdm, private_folder):
    page = upload(desk, table("slug,name_lv,neutral_name_lv,kind\npdm,Jaunais,N,ngo\njauna,Jauna,J,ngo\n"))
    assert len(list(private_folder.rglob("section-uploads-*/*"))) == 1
    answer = confirm(desk, page, "publish")
    assert told(answer) == ["2 items are live."]
    assert set(Organisation.objects.published().values_list("name_lv", flat=True)) == {"Jaunais", "Jauna"}
    assert Revision.objects.of(pdm).first().note == "From the table table.csv"
    assert list(private_folder.rglob("section-uploads-*/*")) == []


def test_drafts_can_be_chosen_instead(desk, pdm):
    answer = confirm(desk, upload(desk, table("slug,name_lv\npdm,Jaunais\n")), "drafts")
    assert told(answer) == ["1 draft is saved."]
    pdm.refresh_from_db()
    assert (pdm.name_lv, flow.draft(pdm).state["name_lv"]) == ("Vecais nosaukums", "Jaunais")
    assert not review.waiting().exists()


def test_with_review_there_are_drafts_sent_for_it_and_no_publishing(desk, pdm, settings):
    settings.REVIEW_REQUIRED = True
    page = upload(desk, table("slug,name_lv\npdm,Jaunais\n"))
    assert 'value="publish"' not in page.content.decode()
    assert "send for review" in page.content.decode()
    assert told(confirm(desk, page, "publish")) == ["1 draft is saved."]
    assert [revision.item for revision in review.waiting()] == [pdm]


def test_who_cannot_publish_sends_drafts_for_review(client, pdm):
    somebody(client, *MAY_IMPORT)
    page = upload(client, table("slug,name_lv\npdm,Jaunais\n"))
    assert 'value="publish"' not in page.content.decode()
    confirm(client, page, "publish")
    pdm.refresh_from_db()
    assert pdm.name_lv == "Vecais nosaukums"
    assert review.waiting().count() == 1


def test_bad_rows_are_listed_by_sheet_row_and_column_and_cannot_be_confirmed(desk, pdm):
    page = upload(desk, table("slug,name_lv,email,kind\npdm,Jaunais,x,ngoo\nb,B,y,ngo\n"))
    rows = re.findall(
        r'>table.csv</td><td data-head="Row">(\d+)</td><td data-head="Column">(\w+)</td>', page.content.decode()
    )
    assert rows == [("2", "email"), ("2", "kind"), ("3", "email")]
    assert 'value="drafts"' not in page.content.decode()
    assert told(confirm(desk, page, "drafts"))[0].startswith("Nothing was saved.")
    assert not Organisation.objects.filter(slug="b").exists()


def test_what_cannot_go_live_is_told_and_may_become_drafts(desk, pdm):
    page = upload(desk, table("slug,name_lv\na,A\nb,B\n"))
    assert [problem.row for problem in page.context["proposal"].refusals] == [2, 3]
    assert 'value="publish"' not in page.content.decode()
    assert told(confirm(desk, page, "drafts")) == ["2 drafts are saved."]


def test_changed_numbers_stand_side_by_side_and_need_a_tick(desk, pdm):
    key = Phone.objects.get().pk
    file = edited(desk.get(at("export"), XLSX).content, 2, "Number", 2, "+371 67 000 009")
    page = upload(desk, SimpleUploadedFile("table.xlsx", file))
    told_apart = '<td class="digits" data-head="{}"><{}>{}</'
    assert told_apart.format("Old", "del", "+371 67 000 001") in page.content.decode()
    assert told_apart.format("New", "ins", "+371 67 000 009") in page.content.decode()
    refused = confirm(desk, page, "publish")
    assert told(refused) == [
        "Nothing was saved. Compare the old and new telephone numbers first, and tick that you did."
    ]
    assert str(Phone.objects.get().number) == "+37167000001"
    assert told(confirm(desk, refused, "publish", numbers="on")) == ["1 item is live."]
    assert str(Phone.objects.get(pk=key).number) == "+37167000009"


def test_item_that_is_not_live_is_named_and_stays_a_draft(desk, pdm):
    flow.unpublish(pdm, None, "Slēgta")
    page = upload(desk, table("slug,name_lv\npdm,Jaunais\n"))
    assert "This one is not live now" in page.content.decode()
    assert told(confirm(desk, page, "publish")) == ["1 draft is saved."]
    assert not Organisation.objects.published().exists()


def test_what_changed_since_somebody_looked_is_shown_anew(desk, pdm):
    page = upload(desk, table("slug,name_lv\npdm,Jaunais\n"))
    Organisation.objects.update(website="https://example.org/")
    again = confirm(desk, page, "publish")
    assert told(again) == ["Something has changed since you looked. Nothing was saved; look at it again."]
    assert told(confirm(desk, again, "publish")) == ["1 item is live."]


def test_another_table_chosen_meanwhile_is_not_imported_unseen(desk, pdm):
    page = upload(desk, table("slug,name_lv\npdm,Jaunais\n"))
    upload(desk, table("slug,name_lv\npdm,Pavisam cits\n"))
    assert told(confirm(desk, page, "publish"))[0].startswith("Something has changed")
    pdm.refresh_from_db()
    assert pdm.name_lv == "Vecais nosaukums"


def test_too_many_changes_are_left_to_the_command(desk):
    rows = "".join(f"o-{number}\n" for number in range(201))
    page = upload(desk, table(f"slug\n{rows}"))
    assert "At most 200 items can change at once here" in page.content.decode()
    assert 'value="drafts"' not in page.content.decode()
    assert told(confirm(desk, page, "drafts"))[0].startswith("Nothing was saved.")
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.xlsx", b"PK broken"), "damaged"),
        (SimpleUploadedFile("a.csv", "slug\nŠķ".encode("cp1257")), "not in UTF-8"),
        (SimpleUploadedFile("a.csv", b"x" * 6 * 1024 * 1024), "larger than 5 MB"),
        (SimpleUploadedFile("a.csv", b""), "empty"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_words(desk, file, words):
    page = upload(desk, file)
    assert words in str(page.context["form"].errors)
    assert page.redirect_chain == []


def test_given_up_table_is_gone(desk, pdm, private_folder):
    page = upload(desk, table("slug,name_lv\npdm,Jaunais\n"))
    answer = confirm(desk, page, "cancel")
    assert answer.redirect_chain[-1][0] == at("import")
    assert list(private_folder.rglob("section-uploads-*/*")) == []
    assert "Choose it again" in told(desk.get(at("check"), follow=True))[0]


def test_waiting_table_belongs_to_one_person_and_noun(desk, client, pdm):
    upload(desk, table("slug,name_lv\npdm,Jaunais\n"))
    assert desk.get(at("check")).status_code == 200
    assert desk.get(at("check", "event")).status_code == 302
    somebody(client, *MAY_IMPORT)
    assert client.get(at("check")).status_code == 302


def test_kept_file_is_open_to_nobody_else(desk, pdm, private_folder):
    upload(desk, table("slug\npdm\n"))
    [file] = private_folder.rglob("section-uploads-*/*")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_file_that_nobody_came_back_for_is_swept(desk, pdm, private_folder):
    upload(desk, table("slug\npdm\n"))
    [file] = private_folder.rglob("section-uploads-*/*")
    upload(desk, table("year,slug\n2015,a\n"), "event")
    assert file.exists()
    os.utime(file, (0, 0))
    upload(desk, table("year,slug\n2015,a\n"), "event")
    assert not file.exists()


def test_folder_that_others_can_open_is_not_used(desk, private_folder):
    (private_folder / f"section-uploads-{os.getuid()}").mkdir(mode=0o755)
    with pytest.raises(PermissionError):
        upload(desk, table("slug\npdm\n"))


def test_table_that_says_nothing_new_is_told_so(desk, pdm):
    page = upload(desk, table("slug,name_lv\npdm,Vecais nosaukums\n"))
    assert "There is nothing to import" in page.content.decode()
    assert 'value="drafts"' not in page.content.decode()


def test_events_have_the_same_screens(desk):
    factories.event(2015, slug="a", title_lv="Vecs")
    file = edited(desk.get(at("export", "event"), XLSX).content, 0, "Title (Latvian)", 2, "Jauns")
    answer = confirm(desk, upload(desk, SimpleUploadedFile("t.xlsx", file), "event"), "publish", "event")
    assert told(answer) == ["1 item is live."]
    assert Event.objects.get().title_lv == "Jauns"
