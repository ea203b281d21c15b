"""A share link opens for its bearer and for nobody else, until it ends or is taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.signing import Signer
from django.utils import timezone

from tests import factories
from tests.tables import contents
from trafficking.editorial import flow, review, sharing
from trafficking.editorial.capture import capture
from trafficking.models import Remark, ShareLink

pytestmark = pytest.mark.django_db
LOOKS_RIGHT = Remark.Verdict.LOOKS_RIGHT


@pytest.fixture
def author():
    return User.objects.create(username="writer")


@pytest.fixture
def page():
    return factories.page("nato")


def made(item, days=7, author=None):
    return sharing.make(item, "uk", "Marta centre", days, author)


def drafted(item, author, **changes):
    base = flow.seen(item, author)
    return flow.save_draft(item, {**capture(item), **changes}, author, base)


def test_token_opens_its_link(page, author):
    link, token = made(page, author=author)
    assert sharing.opened(token) == link
    assert (link.item, link.language, link.reader, link.created_by) == (page, "uk", "Marta centre", author)
    assert made(page)[1] != token


def test_token_is_stored_nowhere_and_its_hash_opens_nothing(page):
    link, token = made(page)
    bits = token.partition(".")[0]
    assert len(bits) == 43  # 256 bits
    assert bits not in str(contents())
    assert link.token_hash in str(contents())
    assert sharing.opened(link.token_hash) is None
    assert sharing.opened(sharing._signer().sign(link.token_hash)) is None


def test_row_put_into_the_database_makes_no_link(page):
    """Whoever can write into the database still has no key of this site."""
    link, _token = made(page)
    ShareLink.objects.update(token_hash=sharing._hash("chosen"))
    assert sharing.opened(sharing._signer().sign("chosen")) == link
    assert sharing.opened(Signer(key="guessed", sep=".", salt=sharing._signer().salt).sign("chosen")) is None
    assert sharing.opened("chosen") is None


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda token: token[:-1], lambda token: token.replace(".", ""), "{}x".format]
)
def test_spoilt_token_opens_nothing_and_asks_no_database(page, spoil, django_assert_num_queries):
    token = made(page)[1]
    with django_assert_num_queries(0):
        assert sharing.opened(spoil(token)) is None


@pytest.mark.parametrize("days", [1, 7, 14, 30])
def test_link_ends_to_the_minute(page, days):
    with time_machine.travel("2026-10-24 12:00+03:00", tick=False) as clock:
        token = made(page, days)[1]
        clock.shift(timedelta(days=days) - timedelta(seconds=1))
        assert sharing.opened(token)
        assert ShareLink.objects.get().is_open
        clock.shift(timedelta(seconds=1))
        assert sharing.opened(token) is None
        assert not ShareLink.objects.get().is_open


def test_link_taken_back_leads_nowhere_and_keeps_its_first_moment(page):
    link, token = made(page)
    sharing.take_back(link)
    assert sharing.opened(token) is None
    first = ShareLink.objects.get().revoked_at
    sharing.take_back(link)
    assert ShareLink.objects.get().revoked_at == first <= timezone.now()


def test_link_of_a_deleted_item_leads_nowhere(page, author):
    token = made(page)[1]
    flow.delete(page, author)
    assert sharing.opened(token) is None


def test_answer_stands_on_the_draft_that_was_seen(page, author):
    link, _token = made(page)
    revision = drafted(page, author, title_lv="Melnraksts")
    assert sharing.answer(link, revision.number, LOOKS_RIGHT, " Labi. ")
    remark = Remark.objects.get()
    assert (remark.revision, remark.verdict, remark.text) == (revision, "looks-right", "Labi.")
    assert (remark.share_link, remark.author) == (link, None)


def test_answer_to_a_text_that_changed_since_is_not_taken(page, author):
    link, _token = made(page)
    first = drafted(page, author, title_lv="Pirmais")
    drafted(page, author, title_lv="Otrais")
    assert not sharing.answer(link, first.number, LOOKS_RIGHT, "")
    assert not Remark.objects.exists()


def test_answer_without_a_draft_stands_on_what_is_there(page, author):
    link, _token = made(page)
    assert sharing.answer(link, sharing.revision_of(page).number, LOOKS_RIGHT, "")
    assert Remark.objects.get().revision == flow.seen(page)


def test_answer_to_rows_changed_by_a_command_is_asked_for_once_more(page):
    link, _token = made(page)
    seen = sharing.revision_of(page).number
    page.title_lv = "Ar komandu"
    page.save()
    assert not sharing.answer(link, seen, LOOKS_RIGHT, "")
    assert sharing.answer(link, sharing.revision_of(page).number, LOOKS_RIGHT, "")


def test_answer_is_no_approval(page, author):
    """Somebody without an account tells what they think; who publishes is decided by staff."""
    link, _token = made(page)
    revision = drafted(page, author, title_lv="Melnraksts")
    sharing.answer(link, revision.number, LOOKS_RIGHT, "")
    assert not review.is_approved(revision)
    assert review.verdict_on(revision) is None
