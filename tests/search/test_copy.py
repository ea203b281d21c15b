"""The kept copy of the directory: new when something changed, the same when nothing did, private while rehearsing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests import factories
from trafficking import caching
from trafficking.models import Event, Organisation
from trafficking.models.search_source import DirectorySource
from trafficking.search import copy, directory
from trafficking.search.directory import find


@pytest.fixture
def built(monkeypatch):
    """The copies that were made, by the name of the thread."""
    monkeypatch.setattr(directory, "_copy", copy.Copy())
    directory._copy.source = DirectorySource()
    made = []
    real = copy.Copy._built

    def counting(self):
        made.append(threading.current_thread().name)
        return real(self)

    monkeypatch.setattr(copy.Copy, "_built", counting)
    return made


@pytest.mark.django_db
def test_copy_is_made_once_for_a_version(built):
    factories.organisation(name_lv="Bērzs")
    assert find("bērzs").confirmed == find("bērzs").confirmed == 1
    assert len(built) == 1


@pytest.mark.django_db
def test_change_of_the_directory_is_found_at_once(built):
    row = factories.organisation(name_lv="Bērzs")
    assert find("bērzs").confirmed == 1
    row.name_lv = "Ozols"
    row.save()
    assert find("bērzs").confirmed == 0
    assert find("ozols").confirmed == 1
    assert len(built) == 2


CHANGES = {
    "service": lambda row: factories.service(row, factories.service_type()),
    "phone": factories.phone,
    "location": factories.location,
    "area": lambda row: row.areas.add(factories.area()),
    "language": lambda row: row.languages.add(factories.language()),
    "audience": lambda row: row.audiences.add(factories.audience()),
    "deletion": lambda row: row.delete(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_in_the_directory_makes_a_new_copy(built, change):
    row = factories.organisation()
    find()
    change(row)
    find()
    assert len(built) == 2


@pytest.mark.django_db
def test_change_of_an_event_makes_no_new_copy(built):
    factories.event()
    find()
    Event.objects.get().save()
    find()
    assert len(built) == 1


@pytest.mark.django_db
def test_rehearsal_is_answered_from_a_private_copy_and_leaves_nothing_behind(built):
    row = factories.organisation(name_lv="Bērzs")
    find()
    token = caching.rehearsing.set(True)
    try:
        with transaction.atomic():
            Organisation.objects.filter(pk=row.pk).update(name_lv="Ozols")
            assert find("ozols").confirmed == 1
            transaction.set_rollback(True)
    finally:
        caching.rehearsing.reset(token)
    assert find("ozols").confirmed == 0
    assert find("bērzs").confirmed == 1
    assert len(built) == 2


@pytest.mark.django_db
def test_request_that_pinned_an_older_version_does_not_bring_back_an_older_copy(built):
    row = factories.organisation(name_lv="Bērzs")
    with caching.pinned():
        find("bērzs")
        row.name_lv = "Ozols"
        row.save()
        with ThreadPoolExecutor(1) as elsewhere:
            # Another request, by now of the newer version, made the newer copy.
            elsewhere.submit(lambda: None).result()
        directory._copy._renewed()
        assert find("ozols").confirmed == 1
    find("ozols")
    assert len(built) == 2


@pytest.mark.django_db(transaction=True)
def test_large_directory_is_renewed_in_the_background_and_answers_meanwhile(built, monkeypatch):
    monkeypatch.setattr(copy, "RENEWED_IN_BACKGROUND", 0)
    row = factories.organisation(name_lv="Bērzs")
    find()
    row.name_lv = "Ozols"
    row.save()
    assert find("bērzs").confirmed == 1  # the copy of before
    directory._copy._renewing.join(timeout=30)
    assert find("ozols").confirmed == 1
    assert built == [threading.main_thread().name, "directory"]


@pytest.mark.django_db(transaction=True)
def test_many_threads_make_one_copy_and_agree(built):
    for number in range(30):
        factories.organisation(name_lv=f"Bērzs {number}")

    def ask(_number):
        try:
            return find("bērzs").ids(0, 50)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(40)))
    assert len({tuple(answer) for answer in answers}) == 1
    assert len(answers[0]) == 30
    assert len(built) == 1
