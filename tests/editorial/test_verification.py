"""When contact details must be checked again, and what a check writes."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from tests import factories
from tests.tables import contents
from trafficking import caching
from trafficking.editorial import flow, verification
from trafficking.models import Organisation, Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create(username="anna", first_name="Anna", last_name="Ozola")


def checked(days_ago: int | None, **fields) -> Organisation:
    day = None if days_ago is None else timezone.localdate() - timedelta(days=days_ago)
    return factories.organisation(verified_on=day, **fields)


def test_due_are_the_never_checked_and_those_whose_time_has_come_published_first():
    old, older = checked(30, review_interval_days=30), checked(400)
    unpublished = checked(None, is_published=False)
    never = checked(None)
    checked(29, review_interval_days=30)
    checked(400, review_interval_days=500)
    checked(None, in_directory=False)
    assert list(verification.due()) == [never, older, old, unpublished]


def test_day_when_it_is_due_again_is_the_first_one_in_the_list():
    item = checked(180)
    assert item.check_due_on == timezone.localdate()
    assert list(verification.due()) == [item]
    assert factories.organisation().check_due_on is None


def test_check_writes_day_and_name_and_no_content(person):
    first, second, other = checked(None), checked(400), checked(None)
    flow.seen(first)
    before = contents(but=("trafficking_organisation", "trafficking_contentversion", "django_admin_log"))
    rows = {item.pk: item.updated_at for item in Organisation.objects.all()}
    assert verification.check_today([first, second], person) == 2
    assert contents(but=("trafficking_organisation", "trafficking_contentversion", "django_admin_log")) == before
    assert {item.pk: item.updated_at for item in Organisation.objects.all()} == rows
    for item in (first, second):
        item.refresh_from_db()
        assert (item.verified_on, item.verified_by) == (timezone.localdate(), "Anna Ozola")
    assert list(verification.due()) == [other]
    assert flow.seen(first).kind == Revision.Kind.CREATED


def test_check_is_recorded_for_each_and_readers_are_answered_anew(person):
    items = [checked(None), checked(None)]
    version = caching.version(caching.DIRECTORY)
    verification.check_today(items, person)
    assert caching.version(caching.DIRECTORY) != version
    entries = LogEntry.objects.filter(user=person)
    assert {entry.object_id for entry in entries} == {str(item.pk) for item in items}
    assert {entry.change_message for entry in entries} == {"Contact details checked."}


def test_name_longer_than_its_column_is_cut_short(person):
    person.first_name, person.last_name = "A" * 150, "B" * 150
    item = checked(None)
    verification.check_today([item], person)
    item.refresh_from_db()
    assert item.verified_by == "A" * 150
