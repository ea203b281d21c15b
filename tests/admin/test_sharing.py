"""Sharing a draft from the desk: who may, what is shown once, what comes back."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.template.loader import render_to_string
from django.urls import reverse

from tests import factories
from tests.admin.test_pages import MAKERS
from trafficking.admin.base import Tool
from trafficking.editorial import flow, review, sharing
from trafficking.models import Remark, ShareLink

pytestmark = pytest.mark.django_db
RIGHT = {"reader": "Marta centre", "language": "en", "days": "14"}


@pytest.fixture
def page():
    return factories.page("nato")


def address(item, name="share", *more) -> str:
    return reverse(f"admin:trafficking_{item._meta.model_name}_{name}", args=[item.pk, *more])


def made_link(response) -> str:
    return re.search(r'value="http://testserver(/preview/[^"]+)"', response.content.decode())[1]


@pytest.fixture
def signed_in(client, django_user_model):
    """A client of somebody on the staff with these rights."""

    def sign_in(*rights):
        user = django_user_model.objects.create(username="writer", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client.force_login(user)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def test_link_is_shown_once_and_opens(desk, client, page, admin_user):
    response = desk.post(address(page), RIGHT)
    shared = made_link(response)
    assert client.get(shared).status_code == 200
    link = ShareLink.objects.get()
    assert (link.item, link.reader, link.language, link.created_by) == (page, "Marta centre", "en", admin_user)
    assert round((link.expires_at - link.created_at).total_seconds() / 86400) == 14
    assert shared not in desk.get(address(page)).content.decode()
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Share link made: Marta centre."]


def test_language_of_the_item_and_a_week_are_proposed(desk):
    item = factories.event(source_language="en")
    text = desk.get(address(item)).content.decode()
    assert re.search(r'name="days" value="7"[^>]* checked', text)
    assert re.search(r'name="language" value="en"[^>]* checked', text)


@pytest.mark.parametrize("wrong", [{"reader": ""}, {"language": "de"}, {"days": "365"}, {"days": ""}])
def test_wrong_form_makes_no_link(desk, page, wrong):
    response = desk.post(address(page), RIGHT | wrong)
    assert "errorlist" in response.content.decode()
    assert not ShareLink.objects.exists()


def test_link_taken_back_leads_nowhere(desk, client, page):
    shared = made_link(desk.post(address(page), RIGHT))
    link = ShareLink.objects.get()
    response = desk.post(address(page, "take_back", link.pk), follow=True)
    assert "The link of Marta centre leads nowhere now." in response.content.decode()
    assert "Taken back" in response.content.decode()
    assert client.get(shared).status_code == 404
    assert "Share link taken back: Marta centre." in LogEntry.objects.values_list("change_message", flat=True)


def test_only_links_of_this_item_are_listed_and_taken_back(desk, page):
    other, _token = sharing.make(factories.page("cita"), "lv", "Somebody else", 7, None)
    sharing.make(page, "lv", "Ambassador's office", 7, None)
    text = desk.get(address(page)).content.decode()
    assert "Ambassador&#x27;s office" in text
    assert "Somebody else" not in text
    assert desk.post(address(page, "take_back", other.pk), follow=True).status_code == 404
    assert ShareLink.objects.open().count() == 2


def test_what_readers_said_is_read_with_the_revision_it_is_about(desk, page):
    link, _token = sharing.make(page, "lv", "Marta centre", 7, None)
    sharing.answer(link, sharing.revision_of(page).number, Remark.Verdict.REMARK, "Otrā rinda\n<b>nav</b> pareiza.")
    text = desk.get(address(page)).content.decode()
    assert "Otrā rinda<br>&lt;b&gt;nav&lt;/b&gt; pareiza." in text
    assert "Marta centre (share link)" in text
    assert "about revision 1" in text


def test_remarks_of_staff_and_of_readers_are_told_apart(page, admin_user):
    revision = flow.seen(page)
    link, _token = sharing.make(page, "lv", "Marta centre", 7, None)
    review.say(revision, Remark.Verdict.APPROVED, admin_user)
    sharing.answer(link, revision.number, Remark.Verdict.LOOKS_RIGHT, "")
    text = render_to_string("admin/_remarks.html", {"remarks": list(revision.remarks.all())})
    assert re.search(r"Approved.*?admin,.*?Looks right.*?Marta centre \(share link\),", text, re.S)
    assert render_to_string("admin/_remarks.html", {"remarks": []}).strip() == ""


def test_list_of_links_costs_the_same_however_many(
    desk, page, django_assert_num_queries, django_assert_max_num_queries
):
    def share():
        link, _token = sharing.make(page, "lv", "Marta centre", 7, None)
        sharing.answer(link, sharing.revision_of(page).number, Remark.Verdict.LOOKS_RIGHT, "")

    share()
    with django_assert_max_num_queries(14) as one:
        desk.get(address(page))
    share(), share()
    with django_assert_num_queries(len(one)):
        desk.get(address(page))


@pytest.mark.parametrize("noun", [noun for noun in MAKERS if noun not in {"image", "document"}])
def test_every_noun_can_be_shared(noun, desk):
    item = MAKERS[noun]()
    assert desk.get(address(item)).status_code == 200


def test_who_may_not_change_may_not_share(signed_in, page):
    link, _token = sharing.make(page, "lv", "Marta centre", 7, None)
    client = signed_in("view_page", "publish_revision")
    assert client.get(address(page)).status_code == 403
    assert client.post(address(page), RIGHT).status_code == 403
    assert client.post(address(page, "take_back", link.pk)).status_code == 403
    assert ShareLink.objects.open().get() == link


def test_who_may_change_this_noun_may_share_it_and_no_other(signed_in, page):
    client = signed_in("change_page")
    assert client.get(address(page)).status_code == 200
    assert client.get(address(factories.event())).status_code == 403


def test_stranger_is_sent_to_sign_in(client, page):
    for response in (client.get(address(page)), client.post(address(page), RIGHT)):
        assert response.status_code == 302
        assert "/admin/login/" in response.headers["Location"]


def test_taking_back_is_a_press_of_a_button(desk, page):
    link, _token = sharing.make(page, "lv", "Marta centre", 7, None)
    assert desk.get(address(page, "take_back", link.pk)).status_code == 405


def test_tool_stands_above_the_form_for_those_who_may(rf, page, admin_user, django_user_model):
    shown = admin.site._registry[type(page)]
    request = rf.get("/")
    request.user = admin_user
    assert Tool("Share the draft", address(page)) in shown.tools(request, page)
    request.user = django_user_model.objects.create(username="reader", is_staff=True)
    assert not [tool for tool in shown.tools(request, page) if tool.url == address(page)]
