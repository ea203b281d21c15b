"""What is saved on the desk is a draft: visitors read what they read, nothing is lost, one button makes it public."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests import factories
from tests.admin.browserlike import shown
from tests.admin.hands import address, form_of, messages_of, publish, save
from tests.admin.test_organisation import with_row
from tests.tables import contents
from trafficking.editorial import flow
from trafficking.models import Organisation, Page, Phone, Revision

pytestmark = pytest.mark.django_db
SESSIONS = ("django_session",)
DRAFTS = (*SESSIONS, "trafficking_revision")


@pytest.fixture
def page():
    return factories.page("lapa", title_lv="Pirms", title_en="Before")


def person(client, name: str, *rights: str):
    """A client of somebody who may view, add and change everything, and has these rights besides."""
    user = User.objects.create_user(name, password="x", is_staff=True)
    content = Permission.objects.filter(content_type__app_label="trafficking")
    user.user_permissions.set(content.filter(codename__regex="^(view|add|change)_"))
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def writer(client):
    return person(client, "writer")


@pytest.fixture
def publisher():
    return person(Client(), "publisher", "publish_revision", "delete_page")


def test_saved_draft_changes_no_row_and_no_page(desk, client, page):
    public = client.get("/lv/lapa/").content
    before = contents(but=DRAFTS)
    save(desk, page, title_lv="Melnraksts")
    assert contents(but=DRAFTS) == before
    assert client.get("/lv/lapa/").content == public
    assert form_of(desk, page)["title_lv"] == ["Melnraksts"]


def test_draft_with_rows_of_its_own_is_shown_again_and_published_whole(desk):
    item = factories.organisation()
    kept = factories.phone(item, "+37167000001")
    gone = factories.phone(item, "+37167000002")
    fields = with_row(form_of(desk, item), "phones", number="67000003")
    position = next(name for name, value in fields.items() if value == [str(gone.pk)])
    save(desk, item, fields | {position.replace("-id", "-DELETE"): "on"})
    assert set(Phone.objects.all()) == {kept, gone}
    again = form_of(desk, item)
    numbers = [value for name, value in again.items() if name.endswith("-number") and "__prefix__" not in name]
    assert sorted(numbers) == [["+371 67 000 001"], ["+371 67 000 003"]]
    publish(desk, item)
    assert sorted(str(phone.number) for phone in Phone.objects.all()) == ["+37167000001", "+37167000003"]
    assert kept in Phone.objects.all()


def test_unfinished_draft_is_kept(desk, page):
    save(desk, page, title_lv="")
    assert flow.pending(page).data["title_lv"] is None
    assert Page.objects.get().title_lv == "Pirms"


def test_new_item_is_a_draft_until_it_is_published(desk, client):
    fields = shown(desk.get("/admin/trafficking/page/add/"), "page_form") | {"title_lv": "Jauna", "path": "jauna"}
    desk.post("/admin/trafficking/page/add/", fields | {"_save": ""})
    item = Page.objects.get(path="jauna")
    assert client.get("/lv/jauna/").status_code == 404
    publish(desk, item)
    assert "Jauna" in client.get("/lv/jauna/").content.decode()
    assert Revision.objects.of(item).last().author.username == "admin"


def test_form_with_a_mistake_comes_back_with_the_words_and_keeps_nothing(desk):
    item = factories.event(2015)
    answer = save(desk, item, starts_on="2015-06-03", ends_on="2015-06-02", title_lv="Mans teksts")
    assert "The event cannot end before it starts." in answer.content.decode()
    assert "Mans teksts" in answer.content.decode()
    assert flow.pending(item) is None


def test_form_that_does_not_say_what_it_was_made_from_is_refused(desk, page):
    fields = form_of(desk, page)
    for forged in ("", "x.y", "99.0", "1.99"):
        assert desk.post(address(page), fields | {"seen": forged, "_save": ""}).status_code == 400
    assert flow.pending(page) is None


def test_saving_without_a_change_makes_no_draft(desk, page):
    save(desk, page)
    assert flow.pending(page) is None
    assert messages_of(desk) == ["Nothing was changed."]


def test_draft_that_says_what_is_live_again_is_no_draft(desk, page):
    save(desk, page, title_lv="Cits")
    save(desk, page, title_lv="Pirms")
    assert flow.pending(page) is None


def test_two_editors_of_different_fields_are_joined(desk, writer, page):
    mine, theirs = form_of(desk, page), form_of(writer, page)
    save(writer, page, theirs, title_en="After")
    save(desk, page, mine, title_lv="Pēc")
    data = flow.pending(page).data
    assert (data["title_lv"], data["title_en"]) == ("Pēc", "After")


def test_two_editors_of_one_field_choose_and_neither_text_is_lost(desk, writer, page):
    mine, theirs = form_of(desk, page), form_of(writer, page)
    save(writer, page, theirs, title_lv="Kolēģa", title_en="After")
    answer = save(desk, page, mine, title_lv="Mans")
    shown = desk.get(answer.url).content.decode()
    assert "Kolēģa" in shown
    assert "Mans" in shown
    assert "writer" in shown
    assert flow.pending(page).data["title_lv"] == "Kolēģa"
    assert desk.post(answer.url, {}).status_code == 200
    desk.post(answer.url, {"choice-0": "mine"})
    data = flow.pending(page).data
    assert (data["title_lv"], data["title_en"]) == ("Mans", "After")
    desk.post(answer.url, {"choice-0": "theirs"})
    assert {"Kolēģa", "Mans"} <= {revision.data["title_lv"] for revision in Revision.objects.of(page)}


def test_change_outside_the_desk_meanwhile_survives(desk):
    item = factories.organisation(name_lv="Pirms")
    fields = form_of(desk, item)
    Organisation.objects.update(website="https://example.org/")
    publish(desk, item, fields, name_lv="Pēc")
    item.refresh_from_db()
    assert (item.name_lv, item.website) == ("Pēc", "https://example.org/")


@pytest.mark.parametrize(("language", "words"), [("lv", "Tikko rakstīts"), ("en", "Just written"), ("uk", "Just")])
def test_preview_shows_the_unsaved_text_on_the_public_page_and_saves_nothing(desk, page, language, words):
    fields = form_of(desk, page) | {"title_lv": "Tikko rakstīts", "title_en": "Just written"}
    before = contents(but=SESSIONS)
    answer = desk.post(address(page), fields | {"_preview": language})
    assert f'<html lang="{language}"' in answer.content.decode()
    assert words in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert contents(but=SESSIONS) == before


def test_text_that_was_published_in_other_words_meanwhile_is_not_replaced_unseen(desk, page):
    save(desk, page, title_lv="Mans")
    Page.objects.update(title_lv="Cita cilvēka", title_en="Elsewhere")
    for screen in ("change", "publish"):
        shown_page = desk.get(address(page, screen)).content.decode()
        assert "Title (Latvian): it was published in other words" in shown_page, screen
        assert "Title (English): it was" not in shown_page, screen
    desk.post(address(page, "publish"), {"draft": flow.pending(page).number, "_publish": ""})
    item = Page.objects.get()
    assert (item.title_lv, item.title_en) == ("Mans", "Elsewhere")


def test_what_of_a_draft_does_not_fit_any_more_is_said_above_its_form(desk, page):
    save(desk, page, path="jauna")
    factories.page("jauna")
    form = desk.get(address(page)).content.decode()
    assert "Another item already has this address" in form
    assert form_of(desk, page)["path"] == ["lapa"]


def test_preview_of_a_new_item_makes_no_row(desk):
    fields = shown(desk.get("/admin/trafficking/page/add/"), "page_form") | {"title_lv": "Jauna", "path": "jauna"}
    answer = desk.post("/admin/trafficking/page/add/", fields | {"_preview": "lv"})
    assert "Jauna" in answer.content.decode()
    assert not Page.objects.exists()


def test_writer_has_no_button_to_publish_and_cannot_forge_one(writer, page):
    form = writer.get(address(page)).content.decode()
    assert 'name="_save"' in form
    assert 'name="_publish"' not in form
    save(writer, page, button="_publish", title_lv="Cits")
    assert Page.objects.get().title_lv == "Pirms"
    number = flow.pending(page).number
    assert writer.post(address(page, "publish"), {"draft": number, "_publish": ""}).status_code == 403
    assert writer.get(address(page, "withdraw")).status_code == 403
    assert Page.objects.get().title_lv == "Pirms"


def test_somebody_who_may_only_look_sees_the_draft_and_changes_nothing(desk, client, page):
    save(desk, page, title_lv="Melnraksts")
    user = User.objects.create_user("reader", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_page"))
    client.force_login(user)
    assert "Melnraksts" in client.get(address(page)).content.decode()
    assert client.post(address(page), {"seen": "1.2", "_save": ""}).status_code == 403
    for screen in ("publish", "withdraw", "discard"):
        assert client.get(address(page, screen)).status_code == 403
    client.logout()
    assert client.get(address(page)).status_code == 302


def test_discarded_draft_leaves_what_is_live(desk, page):
    save(desk, page, title_lv="Melnraksts")
    desk.post(address(page, "discard"), {"note": "Nevajag"})
    assert flow.pending(page) is None
    assert form_of(desk, page)["title_lv"] == ["Pirms"]


def test_withdrawing_needs_a_reason_and_takes_the_page_off_at_once(desk, client, page):
    assert client.get("/lv/lapa/").status_code == 200
    assert desk.post(address(page, "withdraw"), {"note": ""}).status_code == 200
    assert client.get("/lv/lapa/").status_code == 200
    desk.post(address(page, "withdraw"), {"note": "Novecojis"})
    assert client.get("/lv/lapa/").status_code == 404
    assert Revision.objects.of(page).first().note == "Novecojis"


def test_schedule_is_shown_kept_and_taken_back(desk, page):
    save(desk, page, title_lv="Plānots")
    draft = {"draft": flow.pending(page).number}
    desk.post(address(page, "publish"), draft | {"publish_at": "2099-01-02T03:04", "_publish": ""})
    assert "goes live 2 Jan 2099, 03:04, Riga time" in desk.get(address(page)).content.decode()
    assert Page.objects.get().title_lv == "Pirms"
    desk.post(address(page, "publish"), draft | {"_unschedule": ""})
    assert "goes live" not in desk.get(address(page)).content.decode()


def test_moment_that_has_passed_is_refused(desk, page):
    save(desk, page, title_lv="Plānots")
    past = {"draft": flow.pending(page).number, "publish_at": "2020-01-02T03:04", "_publish": ""}
    desk.post(address(page, "publish"), past)
    assert messages_of(desk) == ["Draft saved. Visitors do not see it yet.", "Choose a moment that is still to come."]


def test_draft_saved_by_a_colleague_meanwhile_is_not_published_unseen(desk, writer, page):
    save(desk, page, title_lv="Mans")
    number = flow.pending(page).number
    save(writer, page, title_lv="Kolēģa")
    desk.post(address(page, "publish"), {"draft": number, "_publish": ""})
    assert Page.objects.get().title_lv == "Pirms"


def test_changed_number_is_shown_old_and_new_before_it_goes_live(desk):
    item = factories.organisation()
    phone = factories.phone(item, "+37167000001")
    fields = form_of(desk, item)
    name = next(name for name, value in fields.items() if value == ["+371 67 000 001"])
    answer = save(desk, item, fields | {name: "67000002"}, "_publish")
    screen = desk.get(answer.url).content.decode()
    assert "+371 67 000 001" in screen
    assert "+371 67 000 002" in screen
    draft = {"draft": flow.pending(item).number, "_publish": ""}
    desk.post(answer.url, draft)
    phone.refresh_from_db()
    assert str(phone.number) == "+37167000001"
    desk.post(answer.url, draft | {"numbers_confirmed": "on"})
    phone.refresh_from_db()
    assert str(phone.number) == "+37167000002"


class TestReviewRequired:
    @pytest.fixture(autouse=True)
    def review_required(self, settings):
        settings.REVIEW_REQUIRED = True

    def test_publisher_publishes_the_draft_of_a_writer(self, writer, publisher, page):
        save(writer, page, button="_submit", title_lv="Pēc")
        draft = {"draft": flow.pending(page).number}
        publisher.post(address(page, "publish"), draft | {"_publish": ""})
        assert Page.objects.get().title_lv == "Pēc"

    def test_own_draft_needs_somebody_else_superusers_included(self, desk, publisher, page):
        answer = save(desk, page, button="_publish", title_lv="Pēc")
        assert "Somebody else must look" in desk.get(answer.url).content.decode()
        draft = {"draft": flow.pending(page).number}
        desk.post(answer.url, draft | {"_publish": ""})
        assert Page.objects.get().title_lv == "Pirms"
        assert desk.post(answer.url, draft | {"_approve": ""}).status_code == 403
        publisher.post(answer.url, draft | {"_approve": ""})
        desk.post(answer.url, draft | {"_publish": ""})
        assert Page.objects.get().title_lv == "Pēc"

    def test_draft_sent_back_tells_its_author_why(self, writer, publisher, page):
        save(writer, page, button="_submit", title_lv="Pēc")
        draft = {"draft": flow.pending(page).number}
        publisher.post(address(page, "publish"), draft | {"_return": "", "note": "Virsraksts par garu"})
        assert "Virsraksts par garu" in writer.get(address(page)).content.decode()

    def test_emergency_goes_live_with_a_reason_and_asks_a_second_person_afterwards(self, desk, publisher, page):
        answer = save(desk, page, button="_publish", title_lv="Pēc")
        draft = {"draft": flow.pending(page).number, "emergency": "on", "_publish": ""}
        desk.post(answer.url, draft)
        assert Page.objects.get().title_lv == "Pirms"
        desk.post(answer.url, draft | {"note": "Numurs atslēgts"})
        assert Page.objects.get().title_lv == "Pēc"
        second = address(page, "second_look")
        save(desk, page, title_lv="Nākamais melnraksts")
        assert "Somebody else" in desk.get(second).content.decode()
        assert desk.post(second, {"note": ""}).status_code == 403
        assert "Numurs atslēgts" in publisher.get(second).content.decode()
        publisher.post(second, {"note": "Pareizi"})
        assert publisher.get(second).status_code == 302
