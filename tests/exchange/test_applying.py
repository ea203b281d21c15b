"""All or nothing, through drafts and `publish`, with everything that flow has to say."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.exchange.tables import planned, sheet
from trafficking import caching
from trafficking.editorial import flow, review
from trafficking.editorial.capture import capture
from trafficking.exchange.applying import Import, Outcome, RejectedError
from trafficking.exchange.layouts import EVENTS, ORGANISATIONS
from trafficking.models import Event, Organisation, Phone, Revision

pytestmark = pytest.mark.django_db
NEW = {"slug": "jauna", "name_lv": "Jauna", "neutral_name_lv": "J", "kind": "ngo", "in_directory": "yes"}
CHANGED = {**NEW, "slug": "pdm", "name_lv": "Divi"}


@pytest.fixture
def author():
    return User.objects.create(username="writer")


@pytest.fixture
def pdm():
    item = factories.organisation((factories.service_type(slug="legal"),), slug="pdm", name_lv="Viens")
    factories.phone(item)
    return item


def organisations(*rows: dict):
    return sheet("Organisations", *rows)


def content() -> list:
    """Everything that an import could leave behind."""
    return [capture(item) for item in Organisation.objects.order_by("slug")] + list(
        Revision.objects.order_by("pk").values_list("pk", "data")
    )


def test_publishing_makes_new_items_and_changes_public(pdm, author):
    tables = (
        organisations({"slug": "pdm", "name_lv": "Divi"}),
        sheet("Services", {"parent": "pdm", "service_type": "legal", "free": "yes"}),
    )
    outcome = Import(planned(ORGANISATIONS, *tables), author, "From x", publishes=True).apply()
    assert outcome == Outcome(published=1)
    pdm.refresh_from_db()
    assert (pdm.name_lv, pdm.services.get().free) == ("Divi", "yes")
    assert pdm.phones.exists()
    newest = Revision.objects.of(pdm).first()
    assert (newest.kind, newest.author, newest.note, newest.draft.kind) == ("published", author, "From x", "draft")


def test_new_item_is_public_with_all_its_rows(pdm, author):
    tables = (
        organisations(NEW),
        sheet("Telephone numbers", {"parent": "jauna", "number": "67000009", "languages": None}),
    )
    Import(planned(ORGANISATIONS, *tables), author, publishes=True).apply()
    made = Organisation.objects.published().in_directory().get(slug="jauna")
    assert str(made.phones.get().number) == "+37167000009"
    assert [revision.kind for revision in Revision.objects.of(made)] == ["published", "created"]
    assert flow.pending(made) is None


def test_drafts_leave_the_public_as_it_was(pdm, author):
    version = caching.version()
    outcome = Import(planned(ORGANISATIONS, organisations(NEW, CHANGED)), author).apply()
    assert outcome == Outcome(drafts=2)
    pdm.refresh_from_db()
    assert pdm.name_lv == "Viens"
    assert flow.draft(pdm).state["name_lv"] == "Divi"
    made = Organisation.objects.get(slug="jauna")
    assert (made.is_published, made.name_lv) == (False, "Jauna")  # lists and the next import know it
    assert flow.pending(made).author == author
    assert not review.waiting().exists()
    assert version != caching.version()  # a row was made, if no public one


def test_drafts_are_sent_for_review_when_somebody_else_must_look(pdm, author, settings):
    settings.REVIEW_REQUIRED = True
    Import(planned(ORGANISATIONS, organisations(NEW, CHANGED)), author, submits=True).apply()
    assert {revision.item.slug for revision in review.waiting()} == {"jauna", "pdm"}


def test_publishing_past_review_is_refused_and_writes_nothing(pdm, author, settings):
    settings.REVIEW_REQUIRED = True
    plan = planned(ORGANISATIONS, organisations({"slug": "pdm", "name_lv": "Divi"}))
    before = content()
    with pytest.raises(RejectedError) as rejection:
        Import(plan, author, publishes=True).apply()
    assert "Somebody else must look" in rejection.value.problems[0].reason
    assert content() == before


def test_withdrawn_item_gets_a_draft_and_stays_withdrawn(pdm, author):
    flow.unpublish(pdm, author, "Slēgta")
    plan = planned(ORGANISATIONS, organisations({"slug": "pdm", "name_lv": "Divi"}))
    assert Import(plan, author, publishes=True).apply() == Outcome(drafts=1)
    assert not Organisation.objects.published().exists()
    assert flow.draft(pdm).state["name_lv"] == "Divi"


def test_one_row_that_cannot_go_live_stops_all_and_hides_no_other(pdm, author):
    rows = (
        NEW,
        {**NEW, "slug": "b", "kind": None},
        {**NEW, "slug": "c", "neutral_name_lv": None},
    )
    plan = planned(
        ORGANISATIONS, sheet("Organisations", *rows), sheet("Services", {"parent": "pdm", "service_type": "legal"})
    )
    before = content()
    with pytest.raises(RejectedError) as rejection:
        Import(plan, author, publishes=True).apply()
    assert [problem.row for problem in rejection.value.problems] == [3, 4]
    assert content() == before
    assert [problem.row for problem in Import(plan, author, publishes=True).rehearse()] == [3, 4]
    assert Import(plan, author).apply() == Outcome(drafts=3)  # drafts may be unfinished


def test_plan_with_problems_is_not_applied(pdm, author):
    plan = planned(ORGANISATIONS, organisations({"slug": "pdm", "name_lv": "Divi", "email": "x"}))
    before = content()
    with pytest.raises(RejectedError):
        Import(plan, author).apply()
    assert content() == before


def test_change_made_since_the_plan_stops_the_import(pdm, author):
    plan = planned(ORGANISATIONS, organisations(NEW, CHANGED))
    Phone.objects.update(number="+37167999999")
    with pytest.raises(RejectedError, match="1 problems"):
        Import(plan, author, publishes=True).apply()
    assert not Organisation.objects.filter(slug="jauna").exists()


def test_rehearsal_leaves_nothing(pdm, author):
    plan = planned(ORGANISATIONS, organisations(NEW, CHANGED))
    before, version = content(), caching.version()
    assert Import(plan, author, publishes=True).rehearse() == []
    assert (content(), caching.version()) == (before, version)


def test_content_version_moves_once(pdm, author):
    caching.version()
    before = int(caching.reader.versions()[caching.DIRECTORY].split(".")[-1])
    rows = [{**NEW, "slug": f"o{number}"} for number in range(5)]
    Import(planned(ORGANISATIONS, organisations(*rows)), author, publishes=True).apply()
    assert int(caching.reader.versions()[caching.DIRECTORY].split(".")[-1]) == before + 1


def test_events_come_in_with_who_took_part(author):
    factories.event_kind(slug="training"), factories.person(slug="anna")
    tables = (
        sheet(
            "Events", {"year": 2015, "slug": "a", "title_lv": "Mācības", "kinds": "training", "starts_on": "1.3.2015"}
        ),
        sheet("Who took part", {"Event": "2015/a", "person": "anna", "role_lv": "runātāja"}),
        sheet("Links", {"Event": "2015/a", "url": "https://example.org/", "title_lv": "Saite"}),
    )
    Import(planned(EVENTS, *tables), author, publishes=True).apply()
    event = Event.objects.published().get()
    assert (event.participations.get().person.slug, event.links.get().title_lv) == ("anna", "Saite")
    assert (event.kinds.get().slug, str(event.starts_on)) == ("training", "2015-03-01")


KILLED = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from trafficking.exchange import files, planning
from trafficking.exchange.applying import Import
from trafficking.exchange.layouts import ORGANISATIONS
from trafficking.exchange.limits import BY_COMMAND

call_command("migrate", verbosity=0)
rows = "".join(f"killed-{number},Nosaukums\\n" for number in range(20))
sheets = files.read(f"slug,name_lv\\n{rows}".encode(), "x.csv", BY_COMMAND)

def watch(entries):
    for number, entry in enumerate(entries):
        if number == 15:
            print("half way", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        yield entry

Import(planning.plan(ORGANISATIONS, sheets, None), None).apply(watch)
"""


def test_process_that_dies_half_way_leaves_nothing(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "embassy.settings"}
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (-signal.SIGKILL, "half way"), done.stderr
    with closing(sqlite3.connect(tmp_path / "section.sqlite3")) as database:
        for table in ("trafficking_organisation", "trafficking_revision"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
