"""Who did what and when; any two versions compared; any version restored as a draft."""

import re
from html import unescape

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.admin.hands import address, form_of, messages_of, publish, save
from tests.admin.test_drafting import person
from tests.admin.test_pages import MAKERS
from trafficking.editorial import flow, review
from trafficking.editorial.capture import capture
from trafficking.models import Location, Organisation, Page, Remark, Revision, ShareLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.page("lapa", title_lv="Pirms", title_en="Before")


def text_of(response) -> str:
    """The main part of a page as a reader gets it, blanks joined; removed and added words marked."""
    assert response.status_code == 200, response
    html = response.content.decode().split('id="content"')[1].split('id="footer"')[0]
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", html)
    html = re.sub(r"<del>(.*?)</del>", r"-{\1}", html, flags=re.DOTALL)
    html = re.sub(r"<ins>(.*?)</ins>", r"+{\1}", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def outsider(name: str, *rights: str) -> Client:
    """A client of somebody who may do everything but see confidential addresses."""
    client = person(Client(), name, *rights)
    secret = Permission.objects.get(codename="view_confidential_location")
    User.objects.get(username=name).user_permissions.remove(secret)
    return client


def history(client, item, **parameters) -> str:
    return text_of(client.get(address(item, "history"), parameters))


def compared(client, item, one, other, **parameters) -> str:
    return text_of(client.get(address(item, "compare"), {"from": one, "to": other, **parameters}))


def numbers(item) -> list[int]:
    return [revision.number for revision in Revision.objects.of(item)]


def test_history_tells_who_did_what_and_how_much_differs(desk, admin_user, page):
    User.objects.update(first_name="Anna", last_name="Kalniņa")
    flow.seen(page)
    publish(desk, page, title_lv="Pēc", note="Lai saprot")
    Page.objects.update(title_en="After", lead_en="Lead")
    told = history(desk, page)
    assert told.index("4. Changed outside the desk") < told.index("3. Published") < told.index("2. Draft")
    assert told.index("2. Draft") < told.index("1. Made")
    outside, published, draft, made = re.split(r"\d\. (?=Changed|Published|Draft|Made)", told)[1:]
    assert "the system" in outside
    assert "the system" in made
    assert "Anna Kalniņa" in published
    assert "Anna Kalniņa" in draft
    assert "Different from version 3: 2 texts" in outside
    # A publication is compared with what was stored before, and not with the draft that says the same.
    assert "Different from version 1: 1 text" in published
    assert "stored now" in outside
    assert "draft 2" in published


def test_looking_at_something_changes_nobody_into_its_author(desk, page):
    history(desk, page)
    assert Revision.objects.of(page).get().author is None
    Page.objects.update(title_lv="Cits")
    desk.get(address(page))
    assert Revision.objects.of(page).first().author is None


def test_notes_remarks_and_flags_stand_in_the_history(desk, admin_user, page):
    draft = flow.save_draft(page, {**capture(page), "title_lv": "Pēc"}, None, flow.seen(page), note="Pamatojums")
    link = ShareLink.objects.create(
        item=page, token_hash="x", language="lv", reader="Centrs Marta", expires_at=draft.created_at
    )
    review.say(draft, Remark.Verdict.LOOKS_RIGHT, None, "Viss pareizi", share_link=link)
    flow.publish(draft, admin_user, emergency=False, wording_only=True)
    Revision.objects.filter(kind="published").update(emergency=True)
    flow.unpublish(page, admin_user, "Kļūda numurā")
    told = history(desk, page)
    for words in ("Pamatojums", "Centrs Marta", "Viss pareizi", "only the wording changed", "without a second person"):
        assert words in told
    assert "3. Published" in told
    assert "4. Withdrawn" in told
    assert "Kļūda numurā" in told


def test_what_the_desk_notes_without_a_version_stands_in_the_same_list(desk, admin_user, page):
    flow.seen(page)
    note = {"user": admin_user, "content_type": ContentType.objects.get_for_model(page), "object_id": str(page.pk)}
    LogEntry.objects.create(**note, object_repr="x", action_flag=CHANGE, change_message="Pārbaudīts šodien")
    told = history(desk, page)
    assert told.index("Pārbaudīts šodien") < told.index("1. Made")
    assert "admin" in told


def test_long_history_has_pages_and_a_bounded_number_of_queries(desk, page, django_assert_max_num_queries):
    base = flow.seen(page)
    for number in range(30):
        flow.save_draft(page, {**capture(page), "title_lv": f"Versija {number}"}, None, base)
    with django_assert_max_num_queries(25):
        told = history(desk, page)
    assert "31. Draft" in told
    assert "1. Made" not in told
    assert "Page 1 of 2" in told
    assert "1. Made" in history(desk, page, p=2)


@pytest.mark.parametrize("noun", [noun for noun in MAKERS if noun not in {"image", "document"}])
def test_history_of_every_noun_opens(noun, desk):
    item = MAKERS[noun]()
    assert "1. Made" in history(desk, item)


def test_any_two_versions_are_compared_in_each_language(desk, page):
    save(desk, page, title_lv="Pēc tam", title_en="Before that", body_lv='<p>Sk. <a href="https://a.lv/">te</a></p>')
    told = compared(desk, page, "live", "draft")
    assert "From what is stored now to the draft that waits" in told
    assert "Different: 3 texts." in told
    assert "Latvian Title -{Pirms}+{Pēc tam}" in told
    assert "Text +{Sk. [te] [https://a.lv/]}" in told
    assert "English Title Before+{ that}" in told
    shown = [each.split("Compare Latvian")[1].split("Back to")[0] for each in (compared(desk, page, 1, 2), told)]
    assert shown[0] == shown[1]
    told = compared(desk, page, 1, 2, language="en")
    assert "Before+{ that}" in told
    assert "Pēc tam" not in told
    assert "Nothing is different in this language." in compared(desk, page, 1, 2, language="uk")
    assert "Nothing is different." in compared(desk, page, 1, "live")


def test_changed_number_is_compared_digit_by_digit(desk):
    organisation = factories.organisation()
    factories.phone(organisation, "+37167000001")
    flow.seen(organisation)
    organisation.phones.update(number="+37167000021")
    history(desk, organisation)
    told = compared(desk, organisation, 1, 2)
    assert "Different: 1 telephone number." in told
    assert "In every language Telephone number +371 67 000 021: number" in told
    assert "+371 67 000 0-{0}1 +371 67 000 0+{2}1" in told


@pytest.mark.parametrize(
    "chosen",
    [{}, {"from": "1"}, {"from": "1", "to": "99"}, {"from": "x", "to": "live"}, {"from": "live", "to": "draft"}],
)
def test_versions_that_are_not_there_lead_back_to_the_history(desk, page, chosen):
    flow.seen(page)
    other = factories.page("cita")
    flow.publish(flow.save_draft(other, capture(other), None, flow.seen(other)), None)
    response = desk.get(address(page, "compare"), chosen)
    assert response.url == address(page, "history")
    assert messages_of(desk) == ["Choose two versions to compare."]


def test_address_that_is_confidential_is_told_only_to_those_who_may_see_it(desk):
    organisation = factories.organisation()
    place = factories.location(organisation, street="Slepenā iela 5")
    flow.seen(organisation)
    Location.objects.update(city="Ogre")
    flow.seen(organisation)
    reader = outsider("reader")
    assert "Location Slepenā iela 5, Ogre: town -{Rīga} +{Ogre}" in compared(reader, organisation, 1, 2)
    LogEntry.objects.create(
        user=User.objects.first(),
        content_type=ContentType.objects.get_for_model(organisation),
        object_id=str(organisation.pk),
        action_flag=CHANGE,
        change_message="Changed Slepenā iela 5",
    )
    assert "Slepenā" in history(reader, organisation)
    Location.objects.filter(pk=place.pk).update(visibility="confidential", street="Slepenā iela 6")
    for client, sees in ((reader, False), (desk, True)):
        told = (
            history(client, organisation) + compared(client, organisation, 1, 3) + compared(client, organisation, 1, 2)
        )
        assert ("Slepenā" in told) is sees
        assert ("Ogre" in told) is sees
        assert ("Confidential address changed" in told) is not sees


def test_restored_version_is_a_draft_and_visitors_read_what_they_read(desk, client, page):
    flow.seen(page)
    publish(desk, page, title_lv="Pēc")
    response = desk.post(address(page, "restore", 1))
    assert response.url == address(page)
    assert messages_of(desk)[-1:] == ["Version 1 is the draft now. Visitors see nothing of it until it is published."]
    assert Page.objects.get().title_lv == "Pēc"
    assert flow.draft(page).state["title_lv"] == "Pirms"


def test_restoring_over_a_draft_asks_first_for_that_very_draft(desk, page):
    flow.seen(page)
    publish(desk, page, title_lv="Pēc")
    save(desk, page, title_lv="Melnraksts")
    waiting = flow.pending(page)
    asked = desk.post(address(page, "restore", 1))
    assert "A draft waits already, by admin" in text_of(asked)
    assert f'name="instead_of" value="{waiting.number}"' in asked.content.decode()
    save(desk, page, title_lv="Vēl viens")
    assert "A draft waits already" in text_of(desk.post(address(page, "restore", 1), {"instead_of": waiting.number}))
    assert flow.draft(page).state["title_lv"] == "Vēl viens"
    desk.post(address(page, "restore", 1), {"instead_of": flow.pending(page).number})
    assert flow.draft(page).state["title_lv"] == "Pirms"
    assert "Vēl viens" in compared(desk, page, 1, flow.pending(page).number - 1)


def test_restoring_is_asked_for_before_it_is_done_by_a_link(desk, page):
    flow.seen(page)
    publish(desk, page, title_lv="Pēc")
    assert "becomes the draft" in text_of(desk.get(address(page, "restore", 1)))
    assert flow.pending(page) is None
    assert desk.post(address(page, "restore", 99)).url == address(page, "history")
    assert messages_of(desk)[-1] == "There is no version 99."


def test_history_needs_the_right_to_view_and_restoring_the_right_to_change(page):
    flow.seen(page)
    Page.objects.update(title_lv="Pēc")
    flow.seen(page)
    client = person(Client(), "reader")
    user = User.objects.get(username="reader")
    rights = {
        codename: set(user.user_permissions.filter(codename=codename)) for codename in ("view_page", "change_page")
    }
    comparing = f"{address(page, 'compare')}?from=1&to=2"

    def answers(*allowed: str) -> list[int]:
        user.user_permissions.set(set().union(*(rights[codename] for codename in allowed)))
        pages = (address(page, "history"), comparing, address(page, "restore", 1))
        return [*(client.get(each).status_code for each in pages), client.post(pages[2]).status_code]

    assert answers() == [403, 403, 403, 403]
    assert answers("view_page") == [200, 200, 403, 403]
    assert "Restore" not in client.get(address(page, "history")).content.decode()
    assert answers("change_page") == [200, 200, 200, 302]


def test_waiting_draft_has_a_link_to_what_it_would_change(desk, page):
    assert "Compare the draft" not in desk.get(address(page)).content.decode()
    save(desk, page, title_lv="Pēc")
    link = re.search(r'href="([^"]+)">Compare the draft', desk.get(address(page)).content.decode())[1]
    assert "-{Pirms}+{Pēc}" in text_of(desk.get(unescape(link)))


def test_history_of_what_never_was_says_so(desk):
    missing = Organisation()
    for screen in (address(missing, "history"), address(missing, "compare"), address(missing, "restore", 1)):
        assert desk.get(screen).url == reverse("admin:index")
        assert "doesn’t exist" in messages_of(desk)[-1]


def test_restored_version_whose_address_is_taken_by_now_opens_and_is_refused_in_words(desk, page):
    flow.seen(page)
    publish(desk, page, path="cita")
    factories.page("lapa")
    desk.post(address(page, "restore", 1))
    assert desk.get(address(page)).status_code == 200
    taken = "Another item already has this address. Choose a different one."
    assert taken in text_of(desk.get(address(page, "publish")))
    publish(desk, page, {**form_of(desk, page), "path": "cita", "title_en": "Restored"})
    assert (Page.objects.get(pk=page.pk).path, Page.objects.get(pk=page.pk).title_en) == ("cita", "Restored")
