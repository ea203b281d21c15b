"""Changed telephone numbers: asked for twice, and listed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import factories
from tests.editorial.test_flow import drafted
from trafficking.editorial import flow, numbers
from trafficking.editorial.capture import capture
from trafficking.models import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    organisation = factories.organisation()
    factories.phone(organisation, "+37167000001")
    return organisation


def renumbered(organisation, number):
    phones = capture(organisation)["phones"]
    [key] = phones
    return drafted(organisation, None, phones={key: {**phones[key], "number": number}})


def test_changed_number_of_a_published_organisation_must_be_confirmed(organisation):
    draft = renumbered(organisation, "+37167000002")
    with pytest.raises(flow.NumbersChangedError) as refusal:
        flow.publish(draft, None)
    [change] = refusal.value.changes
    assert (change.before, change.after) == ("+371 67 000 001", "+371 67 000 002")
    assert str(organisation.phones.get().number) == "+37167000001"
    flow.publish(draft, None, numbers_confirmed=True)
    assert str(organisation.phones.get().number) == "+37167000002"


def test_number_taken_away_counts_as_changed(organisation):
    with pytest.raises(flow.NumbersChangedError) as refusal:
        flow.publish(drafted(organisation, None, phones={}), None)
    assert [(change.before, change.after) for change in refusal.value.changes] == [("+371 67 000 001", "")]


def test_number_of_an_organisation_nobody_sees_yet_is_not_asked_for(organisation):
    type(organisation).objects.update(is_published=False)
    organisation.refresh_from_db()
    flow.publish(renumbered(organisation, "+37167000002"), None)


def test_other_changes_ask_for_nothing(organisation):
    flow.publish(drafted(organisation, None, name_lv="Cits"), None)


def test_recent_changes_are_listed_for_thirty_days_also_those_made_outside(organisation):
    flow.publish(renumbered(organisation, "+37167000002"), None, numbers_confirmed=True)
    Phone.objects.update(number="+37167000003")
    flow.seen(organisation)
    flow.publish(drafted(organisation, None, name_lv="Cits"), None)
    found = [change.after for recent in numbers.recent() for change in recent.changes]
    assert found == ["+371 67 000 003", "+371 67 000 002"]
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert numbers.recent() == []
