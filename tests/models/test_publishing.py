from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests import factories
from trafficking.models import Event, Situation
from trafficking.models.publishing import published_at

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"is_published": False}, False),
        ({"publish_from": NOON}, True),
        ({"publish_from": NOON + SECOND}, False),
        ({"publish_until": NOON + SECOND}, True),
        ({"publish_until": NOON}, False),
        ({"publish_from": NOON - SECOND, "publish_until": NOON + SECOND}, True),
        ({"is_published": False, "publish_from": NOON - SECOND}, False),
    ],
)
def test_published_at_noon(fields, shown):
    situation = factories.situation(**fields)
    with time_machine.travel(NOON, tick=False):
        assert Situation.objects.published().exists() is shown
        assert situation.is_public() is shown
    assert Situation.objects.published(NOON).exists() is shown


def test_published_at_as_a_condition_on_a_related_item():
    kind = factories.event_kind()
    factories.event().kinds.add(kind)
    assert Event.objects.filter(published_at(prefix="kinds__")).exists()
    kind.is_published = False
    kind.save()
    assert not Event.objects.filter(published_at(prefix="kinds__")).exists()


def test_publishing_without_what_is_required_is_refused_at_the_field():
    situation = Situation(is_published=True, name_en="Only English")
    with pytest.raises(ValidationError) as refusal:
        situation.full_clean()
    assert set(refusal.value.message_dict) == {"name_lv", "slug"}


def test_an_unfinished_item_may_be_kept():
    Situation().full_clean()
    Situation.objects.create()
    Situation.objects.create()
    assert Situation.objects.count() == 2


def test_two_items_with_one_slug_are_refused_in_words():
    factories.situation(slug="viens")
    with pytest.raises(ValidationError, match="already has this address"):
        Situation(name_lv="Divi", slug="viens").full_clean()
    with pytest.raises(IntegrityError):
        factories.situation(slug="viens")


def test_publish_until_before_from_is_refused_in_words():
    with pytest.raises(ValidationError, match="must be later"):
        Situation(publish_from=NOON, publish_until=NOON).full_clean()
