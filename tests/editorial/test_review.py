"""Four eyes: who may publish what, and what is remembered of it."""

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.editorial.test_flow import drafted
from trafficking.editorial import flow, review
from trafficking.models import Page, Remark

pytestmark = pytest.mark.django_db
Verdict = Remark.Verdict


@pytest.fixture(autouse=True)
def review_required(settings):
    settings.REVIEW_REQUIRED = True


@pytest.fixture
def writer():
    return User.objects.create(username="writer")


@pytest.fixture
def publisher():
    return User.objects.create(username="publisher", is_superuser=True)


@pytest.fixture
def page():
    return factories.page("lapa", title_lv="Pirms")


def title() -> str:
    return Page.objects.get().title_lv


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_publishes_a_draft_of_their_own(page, writer, superuser):
    writer.is_superuser = superuser
    with pytest.raises(flow.RefusedError, match="Somebody else"):
        flow.publish(drafted(page, writer, title_lv="Pēc"), writer)
    assert title() == "Pirms"


def test_another_person_publishes(page, writer, publisher):
    flow.publish(drafted(page, writer, title_lv="Pēc"), publisher)
    assert title() == "Pēc"


def test_author_publishes_after_somebody_else_approved_this_very_draft(page, writer, publisher):
    draft = drafted(page, writer, title_lv="Pēc")
    review.say(draft, Verdict.APPROVED, publisher)
    flow.publish(draft, writer)
    assert title() == "Pēc"


def test_own_approval_does_not_count(page, writer):
    draft = drafted(page, writer, title_lv="Pēc")
    review.say(draft, Verdict.APPROVED, writer)
    with pytest.raises(flow.RefusedError):
        flow.publish(draft, writer)


def test_approval_ends_with_the_next_save(page, writer, publisher):
    review.say(drafted(page, writer, title_lv="Pēc"), Verdict.APPROVED, publisher)
    later = drafted(page, writer, title_lv="Vēl vēlāk")
    assert not review.is_approved(later)
    with pytest.raises(flow.RefusedError):
        flow.publish(later, writer)


def test_approval_ends_when_it_is_sent_back(page, writer, publisher):
    draft = drafted(page, writer, title_lv="Pēc")
    review.say(draft, Verdict.APPROVED, publisher)
    assert review.is_approved(draft)
    review.say(draft, Verdict.RETURNED, publisher, "Kļūda virsrakstā")
    assert not review.is_approved(draft)


def test_emergency_needs_a_reason_is_flagged_and_waits_for_a_second_person(page, writer, publisher):
    draft = drafted(page, writer, title_lv="Pēc")
    with pytest.raises(flow.RefusedError, match="Say why"):
        flow.publish(draft, writer, emergency=True, note=" ")
    made = flow.publish(draft, writer, emergency=True, note="Tālrunis atslēgts")
    assert (title(), made.emergency) == ("Pēc", True)
    assert list(review.unreviewed_emergencies()) == [made]
    review.say(made, Verdict.APPROVED, publisher)
    assert not review.unreviewed_emergencies()


def test_emergency_of_an_item_that_was_deleted_waits_for_nobody(page, writer):
    flow.publish(drafted(page, writer, title_lv="Pēc"), writer, emergency=True, note="Tālrunis atslēgts")
    assert review.unreviewed_emergencies().exists()
    flow.delete(page, writer)
    assert not review.unreviewed_emergencies().exists()


def test_waiting_lists_what_was_sent_and_not_yet_decided(page, writer, publisher):
    draft = drafted(page, writer, title_lv="Pēc")
    assert not review.waiting()
    review.say(draft, Verdict.SUBMITTED, writer)
    assert list(review.waiting()) == list(review.waiting(publisher)) == [draft]
    assert not review.waiting(but_not_by=writer)
    review.say(draft, Verdict.RETURNED, publisher, "Vēl nē")
    assert not review.waiting()
    assert list(review.returned_to(writer)) == [draft]


def test_draft_that_was_published_discarded_or_replaced_waits_no_more(page, writer, publisher):
    first = drafted(page, writer, title_lv="Viens")
    review.say(first, Verdict.SUBMITTED, writer)
    assert first in review.pending_drafts()
    second = drafted(page, writer, title_lv="Divi")
    assert list(review.pending_drafts()) == [second]
    assert not review.waiting()
    flow.discard_draft(page, writer)
    assert not review.pending_drafts()


def test_without_the_setting_one_person_is_enough(page, writer, settings):
    settings.REVIEW_REQUIRED = False
    made = flow.publish(drafted(page, writer, title_lv="Pēc"), writer)
    assert (title(), made.emergency) == ("Pēc", False)
