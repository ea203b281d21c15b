"""Many items at once: read in the queries of one, changed in one transaction."""

import pytest
from django.db import IntegrityError

from tests import factories
from trafficking import caching
from trafficking.editorial import flow
from trafficking.editorial.capture import capture, captured
from trafficking.models import Language, Organisation, Service

pytestmark = pytest.mark.django_db


def full_organisation() -> Organisation:
    item = factories.organisation((factories.service_type(), factories.service_type()))
    item.areas.add(factories.area(), factories.area())
    phone = factories.phone(item)
    phone.languages.add(*Language.objects.all())
    factories.location(item)
    return item


def publish(item: Organisation, **changes: object) -> None:
    base = flow.seen(item)
    flow.publish(flow.save_draft(item, {**capture(item), **changes}, None, base), None)


def publish_together(*named: tuple[Organisation, str | None]) -> None:
    with flow.together():
        for item, name in named:
            publish(item, name_lv=name)


def directory_moves() -> int:
    return int(caching.reader.versions()[caching.DIRECTORY].split(".")[-1])


def test_many_items_are_captured_as_each_alone_in_the_queries_of_one(django_assert_num_queries):
    factories.language("lv"), factories.language("uk")
    items = [full_organisation() for _number in range(3)]
    with django_assert_num_queries(8):
        one = capture(items[0])
    with django_assert_num_queries(8):
        states = captured(Organisation, [item.pk for item in items])
    assert states[items[0].pk] == one
    assert states == {item.pk: capture(item) for item in items}
    assert all(len(phone["languages"]) == 2 for state in states.values() for phone in state["phones"].values())


def test_item_that_is_gone_cannot_be_captured():
    item = factories.organisation()
    key = item.pk
    item.delete()
    with pytest.raises(Organisation.DoesNotExist):
        capture(Organisation(pk=key))


def test_changes_made_together_move_the_version_once():
    items = [factories.organisation() for _number in range(3)]
    before = directory_moves()
    with flow.together():
        for item in items:
            publish(item, name_lv="Jauns")
        assert directory_moves() == before
    assert directory_moves() == before + 1
    publish(items[0], name_lv="Vēl jaunāks")
    assert directory_moves() > before + 2


def test_changes_made_together_are_all_made_or_none():
    first, second = factories.organisation(name_lv="Viens"), factories.organisation(name_lv="Divi")
    before = directory_moves()
    with pytest.raises(flow.RefusedError):
        publish_together((first, "Jauns"), (second, None))
    assert set(Organisation.objects.values_list("name_lv", flat=True)) == {"Viens", "Divi"}
    assert directory_moves() == before


def test_what_points_nowhere_is_noticed_at_the_end():
    item = factories.organisation()
    gone = factories.service_type()
    gone_key = gone.pk
    gone.delete()
    with pytest.raises(IntegrityError), flow.together():
        Service.objects.create(organisation=item, service_type_id=gone_key)
