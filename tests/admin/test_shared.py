"""The share link as its reader meets it: one draft in one language, without an account, without a trace."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.admin.test_previewing import NOUNS
from tests.browser.test_markup import faults
from tests.promises.test_nothing_unpublished import everything, world
from tests.tables import contents
from trafficking.admin import shared
from trafficking.editorial import flow, sharing
from trafficking.editorial.capture import capture
from trafficking.limits import Limit
from trafficking.models import Location, Remark, Revision

pytestmark = pytest.mark.django_db
MARK = "DRAFTMARK"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    monkeypatch.setattr(shared, "looks", Limit(each=(20, 3), everybody=(40, 1)))
    monkeypatch.setattr(shared, "answers", Limit(each=(5, 600), everybody=(60, 60)))


@pytest.fixture
def author(django_user_model):
    return django_user_model.objects.create(username="writer")


@pytest.fixture
def page():
    return factories.page("nato", title_lv="Vecais", title_en="Old")


def draft(item, author, **changes) -> Revision:
    base = flow.seen(item, author)
    return flow.save_draft(item, {**capture(item), **changes}, author, base)


def link_to(item, language="lv", days=7) -> str:
    return f"/preview/{sharing.make(item, language, 'Marta centre', days, None)[1]}/"


def answer_to(item, verdict="looks-right", text="", **more):
    return {"seen": sharing.revision_of(item).number, "verdict": verdict, "text": text, **more}


def said(response) -> str:
    return response.content.decode()


def test_draft_is_found_through_the_link_and_nowhere_else(client, author):
    items = world()
    before = everything(client)
    for name, column in (("organisation", "summary_lv"), ("event", "title_lv"), ("page", "title_lv")):
        item = items[name]
        draft(item, author, **{column: f"{MARK} {name}"})
        address = link_to(item)
        assert f"{MARK} {name}" in said(client.get(address))
        assert MARK not in everything(client)
    assert everything(client) == before


@pytest.mark.parametrize("noun", NOUNS)
def test_draft_of_every_noun_is_shown(noun, client, author):
    make, column, _place = NOUNS[noun]
    item = make()
    draft(item, author, **{column: f"{MARK} vārds"})
    response = client.get(link_to(item))
    assert response.status_code == 200
    if noun != "language":
        assert MARK in said(response)


def test_new_item_that_was_never_public_is_shown(client, author):
    item = factories.event(is_published=False, title_lv=MARK)
    assert client.get(f"/lv/events/2015/{item.slug}/").status_code == 404
    assert MARK in said(client.get(link_to(item)))


def test_looking_leaves_every_table_as_it_was(client, author, page):
    draft(page, author, title_lv=MARK)
    address = link_to(page)
    before = contents()
    for _time in range(2):
        assert MARK in said(client.get(address))
    client.head(address)
    client.get(f"{address}thanks/")
    assert contents() == before
    flow.discard_draft(page, author)
    before = contents()
    assert "Vecais" in said(client.get(address))
    assert contents() == before


def test_answer_is_for_nobody_else_to_keep_list_or_follow(page):
    client = Client()
    for path in ("", "thanks/"):
        response = client.get(link_to(page) + path)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Content-Security-Policy"].startswith(POLICY)
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert "nonce" not in response.headers["Content-Security-Policy"]
        assert "Vary" not in response.headers
    assert not client.cookies
    assert "Disallow: /preview/" in said(client.get("/robots.txt"))


def test_page_holds_no_key_and_leads_to_the_public_site(client, page):
    address = link_to(page, "en")
    text = said(client.get(address))
    assert address.split("/")[2].partition(".")[0] not in text
    assert '<a href="/lv/nato/"' in text
    assert 'href="/preview' not in text


def test_language_is_that_of_the_link_whatever_the_browser_wants(client, author, page):
    draft(page, author, title_uk=f"{MARK} сторінка", title_lv="Latviski")
    response = client.get(link_to(page, "uk"), headers={"accept-language": "en"})
    assert '<html lang="uk">' in said(response)
    assert response.headers["Content-Language"] == "uk"
    assert f"{MARK} сторінка" in said(response)
    assert "Latviski" not in said(response)


def test_without_a_draft_the_page_says_that_it_is_public(client, author, page):
    address = link_to(page, "en")
    assert "This is what is public now" in said(client.get(address))
    draft(page, author, title_en=MARK)
    assert "Preview: this is not public." in said(client.get(address))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda address, link: sharing.take_back(link),
        lambda address, link: type(link).objects.update(expires_at=link.created_at),
        lambda address, link: link.item.delete(),
        lambda address, link: address.replace(".", "x"),
        lambda address, link: "/preview/garbage/",
        lambda address, link: f"/preview/{'x' * 300}/",
    ],
)
def test_link_that_leads_nowhere_says_whom_to_ask_and_no_more(client, page, spoil):
    link, token = sharing.make(page, "lv", "Marta centre", 7, None)
    address, right = f"/preview/{token}/", answer_to(page)
    assert client.get(address).status_code == 200
    spoilt = spoil(address, link)
    address = spoilt if isinstance(spoilt, str) else address
    for path in (address, f"{address}thanks/"):
        response = client.get(path, headers={"accept-language": "en"})
        assert response.status_code == 404
        assert "ask the person who sent it to you" in said(response)
        assert "Vecais" not in said(response)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(address, right).status_code == 404
    assert not Remark.objects.exists()


def test_link_ends_on_time(client, page):
    with time_machine.travel("2026-11-23 12:00+02:00", tick=False) as clock:
        address = link_to(page, "en", days=1)
        assert "23 November" not in said(client.get(address))
        assert "24" in said(client.get(address))
        clock.shift(timedelta(days=1))
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("verdict", "text"), [("looks-right", ""), ("looks-right", "Labi"), ("remark", "Rinda\r\nDivas")]
)
def test_answer_lands_on_the_draft(client, author, page, verdict, text):
    revision = draft(page, author, title_lv=MARK)
    address = link_to(page)
    response = client.post(address, answer_to(page, verdict, text))
    assert (response.status_code, response.headers["Location"]) == (303, "thanks/#main")
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get(f"{address}thanks/").status_code == 200
    remark = Remark.objects.get()
    assert (remark.revision, remark.verdict, remark.text) == (revision, verdict, text.replace("\r\n", "\n"))
    assert remark.share_link.reader == "Marta centre"


def test_form_needs_neither_cookie_nor_token(page):
    strict = Client(enforce_csrf_checks=True)
    address = link_to(page)
    assert "csrf" not in said(strict.get(address))
    assert strict.post(address, answer_to(page), headers={"origin": "null"}).status_code == 303
    assert not strict.cookies


def test_answer_from_another_site_is_refused(client, page):
    address = link_to(page)
    assert client.post(address, answer_to(page), headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Remark.objects.exists()
    assert client.post(address, answer_to(page), headers={"sec-fetch-site": "same-origin"}).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"verdict": "remark", "text": "  "}, "Write what should be changed"),
        ({"verdict": "remark", "text": "garš" * 501}, "Please write at most 2000 characters."),
        ({"verdict": "approved", "text": "nav"}, ""),
        ({"seen": "x", "text": "nav"}, ""),
        ({"seen": str(10**30), "text": "nav"}, ""),
        ({"text": "a\0b"}, ""),
    ],
)
def test_wrong_answer_comes_back_with_its_words(client, page, wrong, words):
    response = client.post(link_to(page, "en"), answer_to(page) | wrong)
    assert response.status_code in {409, 422}
    assert words in said(response)
    assert 'role="alert"' in said(response)
    assert wrong.get("text", "").replace("\0", "").strip()[:5] in said(response).replace("\0", "")
    assert not Remark.objects.exists()


def test_longest_answer_is_taken_however_lines_end(client, page):
    lines = "\r\n".join(["x" * 99] * 20)
    assert client.post(link_to(page), answer_to(page, "remark", lines)).status_code == 303


def test_changed_draft_is_shown_again_before_an_answer_counts(client, author, page):
    draft(page, author, title_en="First")
    address, seen = link_to(page, "en"), answer_to(page, "remark", "The first word is wrong.")
    second = draft(page, author, title_en="Second")
    response = client.post(address, seen)
    assert response.status_code == 409
    assert "has changed since you opened it" in said(response)
    assert "The first word is wrong." in said(response)
    assert "Second" in said(response)
    assert not Remark.objects.exists()
    assert f'name="seen" value="{second.number}"' in said(response)
    assert client.post(address, answer_to(page, "remark", "Right now.")).status_code == 303


def test_html_is_in_order(client, author):
    item = factories.organisation((factories.service_type(),), slug="org")
    draft(item, author, slug=None)
    unfinished = link_to(item, "en")
    assert "There is nothing to show yet" in said(client.get(unfinished))
    draft(item, author, summary_en="New")
    address = link_to(item, "en")
    pages = [client.get(path) for path in (unfinished, address, f"{address}thanks/", "/preview/garbage/")]
    pages.append(client.post(address, answer_to(item, "remark")))
    assert [page.status_code for page in pages] == [200, 200, 200, 404, 422]
    assert [faults(said(page)) for page in pages] == [[]] * 5


def test_typed_markup_is_only_text(client, page):
    response = client.post(link_to(page), answer_to(page, text="</textarea><script>x()</script>", verdict="nothing"))
    assert "<script>x()" not in said(response)


def test_too_many_looks_and_answers_are_held_back(client, page):
    address, other = link_to(page, "en"), link_to(page)
    answers = [client.post(address, answer_to(page)).status_code for _number in range(6)]
    assert answers == [303] * 5 + [429]
    looks = [client.get(address).status_code for _number in range(15)]
    assert looks == [200] * 14 + [429]
    assert "try again later" in said(client.get(address))
    assert client.get(other).status_code == 200


def test_confidential_address_is_never_shown(client, author):
    item = factories.organisation()
    place = factories.location(item, street=f"{MARK} iela", city="Ogre")
    draft(item, author, summary_lv="Cits")
    assert f"{MARK} iela" in said(client.get(link_to(item)))
    state = flow.draft(item).state
    state["locations"][str(place.pk)]["visibility"] = Location.Visibility.CONFIDENTIAL
    draft(item, author, locations=state["locations"])
    assert MARK not in said(client.get(link_to(item)))


def test_draft_whose_address_is_taken_by_now_is_shown_all_the_same(client, author, page):
    draft(page, author, path="jauna", title_lv="Melnraksts")
    factories.page("jauna")
    response = client.get(link_to(page, "lv"))
    assert response.status_code == 200
    assert "Melnraksts" in said(response)


def test_broken_page_does_not_give_the_key_away_to_the_log(client, page, monkeypatch, caplog):
    def broken(*_args, **_more):
        raise RuntimeError("broken")

    address = link_to(page)
    monkeypatch.setattr(shared, "public_page", broken)
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG, "django.request"):
        assert client.get(address).status_code == 500
    assert "/preview/" in caplog.text
    assert address.split("/")[2] not in caplog.text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_nothing_else_can_be_done_with_a_link(client, page, method):
    assert getattr(client, method)(link_to(page)).status_code == 405
