from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from tests import factories
from trafficking.editorial import flow, schedule
from trafficking.editorial.capture import capture
from trafficking.models import Heartbeat, Page, Revision

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def page():
    return factories.page("nato", title_lv="Pirms")


def scheduled(page, at=NOON + timedelta(hours=1), **changes):
    base = flow.seen(page)
    draft = flow.save_draft(page, {**capture(page), **changes}, None, base)
    return schedule.schedule(draft, None, at)


def run(clock, **later):
    clock.shift(timedelta(**later))
    call_command("apply_scheduled")
    return Page.objects.get().title_lv


def test_draft_is_published_when_its_moment_has_come_and_once(clock, page, capsys):
    scheduled(page, title_lv="Pēc")
    assert run(clock, minutes=59) == "Pirms"
    assert run(clock, minutes=1) == "Pēc"
    number = Revision.objects.count()
    assert run(clock, minutes=1) == "Pēc"
    assert Revision.objects.count() == number
    assert capsys.readouterr().out.count("Published") == 1


def test_discarded_schedule_is_not_applied(clock, page):
    scheduled(page, title_lv="Pēc")
    flow.discard_draft(page, None)
    assert run(clock, hours=2) == "Pirms"


def test_rescheduled_draft_waits_for_its_new_moment(clock, page):
    scheduled(page, title_lv="Pēc")
    scheduled(page, at=NOON + timedelta(hours=5), title_lv="Pēc")
    assert run(clock, hours=2) == "Pirms"
    assert run(clock, hours=4) == "Pēc"


def test_draft_that_cannot_be_published_is_taken_off_the_schedule_with_its_reason(clock, page, capsys):
    scheduled(page, title_lv="Pēc", path="jauna")
    factories.page("jauna", title_lv="Cita")  # takes the address meanwhile
    clock.shift(timedelta(hours=2))
    call_command("apply_scheduled")
    page.refresh_from_db()
    assert (page.title_lv, page.path) == ("Pirms", "nato")
    assert flow.pending(page)
    assert schedule.of(page) is None
    assert Revision.objects.of(page).first().note.startswith("Could not be published")
    clock.shift(timedelta(hours=1))
    call_command("apply_scheduled")
    assert capsys.readouterr().err.count("Not published") == 1


def test_draft_that_could_not_be_published_now_is_not_put_on_the_schedule(page):
    with pytest.raises(flow.RefusedError, match="Latvian"):
        scheduled(page, at=timezone.now() + timedelta(hours=1), title_lv=None)
    assert schedule.of(page) is None
    assert flow.pending(page)
    assert Page.objects.get().title_lv == "Pirms"


def test_run_is_noted_even_when_there_was_nothing_to_do(clock):
    assert Heartbeat.last("apply_scheduled") is None
    call_command("apply_scheduled")
    assert Heartbeat.last("apply_scheduled") == NOON
