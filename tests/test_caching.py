from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from tests import factories
from trafficking import caching
from trafficking.editorial.rehearsal import rehearsal
from trafficking.models import ContentVersion, Situation

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def versions() -> tuple[str, str]:
    return caching.version(), caching.version(caching.DIRECTORY)


def test_version_moves_with_every_change_of_content():
    seen = {versions()}
    situation = factories.situation()
    seen.add(versions())
    situation.save()
    seen.add(versions())
    situation.delete()
    seen.add(versions())
    assert len(seen) == 4


def test_version_moves_when_a_relation_changes():
    kind, before_relation = factories.service_type(), versions()
    kind.situations.add(factories.situation())
    assert versions() != before_relation


def test_directory_version_stays_when_an_event_changes():
    content, directory = versions()
    factories.event()
    assert caching.version() != content
    assert caching.version(caching.DIRECTORY) == directory


def test_version_is_part_of_the_transaction_that_moves_it():
    before = versions()
    with transaction.atomic():
        factories.situation()
        assert versions() != before
        transaction.set_rollback(True)
    assert versions() == before


def test_pinned_version_stays_for_the_whole_request():
    with caching.pinned():
        before = versions()
        factories.situation()
        assert versions() == before
    assert versions() != before


def test_pinned_version_is_read_once(django_assert_num_queries):
    versions()
    with django_assert_num_queries(1), caching.pinned():
        versions()
        with caching.pinned():
            versions()


@pytest.mark.parametrize("column", ["publish_from", "publish_until"])
def test_version_moves_by_itself_when_a_moment_passes(column):
    with time_machine.travel(NOON, tick=False) as now:
        factories.situation(**{column: NOON + timedelta(seconds=5)})
        before = versions()
        now.shift(timedelta(seconds=4))
        assert versions() == before
        now.shift(timedelta(seconds=1))
        assert versions() != before


def test_version_moves_by_itself_when_a_place_opens_or_closes():
    with time_machine.travel(datetime(2026, 11, 23, 6, 59, 59, tzinfo=UTC), tick=False) as now:  # 08:59:59 in Riga
        factories.organisation(opening_hours="Mo-Fr 09:00-17:00")
        before, directory = versions()
        assert caching.version() == before
        now.shift(timedelta(seconds=1))
        opened = caching.version()
        assert opened != before
        now.shift(timedelta(hours=7))
        assert caching.version() == opened
        now.shift(timedelta(hours=1))
        assert caching.version() != opened
        assert caching.version(caching.DIRECTORY) == directory


def test_version_asks_the_database_only_now_and_then(settings, django_assert_num_queries):
    settings.CONTENT_VERSION_SECONDS = 10
    clock = iter([0.0, 0.0, 0.0, 5.0, 9.9]).__next__
    reader = caching.VersionReader(clock=clock)
    first = reader.versions()
    Situation.objects.create()
    with django_assert_num_queries(0):
        assert reader.versions() == first


def test_version_stays_while_the_database_cannot_be_read():
    factories.situation()
    before = caching.version()

    def refuse(execute, sql, params, many, context):
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        assert caching.version() == before


def test_remembered_result_is_kept_until_the_content_changes():
    calls = []

    @caching.remembered
    def names(language):
        calls.append(language)
        return sorted(Situation.objects.values_list("slug", flat=True))

    assert names("lv") == names("lv") == []
    assert calls == ["lv"]
    factories.situation(slug="viens")
    assert names("lv") == ["viens"]


def test_remembered_neither_answers_nor_stores_during_a_rehearsal():
    @caching.remembered
    def count():
        return Situation.objects.count()

    assert count() == 0
    token = caching.rehearsing.set(True)
    try:
        Situation.objects.bulk_create([Situation()])  # no signal: the version stays
        assert count() == 1
    finally:
        caching.rehearsing.reset(token)
    assert count() == 0


def test_version_of_a_rehearsal_is_believed_by_nobody():
    before = caching.version()
    with rehearsal():
        factories.situation()
        assert caching.version() == before
    assert caching.version() == before
    factories.situation()
    assert caching.version() != before


def test_counting_a_change_without_its_row_makes_the_row():
    ContentVersion.objects.all().delete()
    caching.moved(caching.DIRECTORY)
    assert set(ContentVersion.objects.values_list("name", "value")) == {("content", 1), ("directory", 1)}
