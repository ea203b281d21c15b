"""From draft to public and back: what each step changes, what it leaves, what it refuses in words."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from tests import factories
from trafficking.editorial import flow, schedule
from trafficking.editorial.capture import capture
from trafficking.models import Organisation, Phone, Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return User.objects.create(username="writer")


@pytest.fixture
def organisation():
    organisation = factories.organisation((factories.service_type(),), name_lv="Viens")
    factories.phone(organisation)
    return organisation


def drafted(item, author, **changes):
    """A draft of an item with some columns changed."""
    base = flow.seen(item, author)
    return flow.save_draft(item, {**capture(item), **changes}, author, base)


def live(item) -> dict:
    """What the rows hold, and whether the public sees it."""
    return {**capture(item), "is_published": type(item).objects.get(pk=item.pk).is_published}


def test_draft_leaves_the_rows_untouched(organisation, author):
    before = live(organisation)
    revision = drafted(organisation, author, name_lv="Divi", phones={})
    assert live(organisation) == before
    assert organisation.phones.exists()
    assert flow.pending(organisation) == revision
    assert flow.draft(organisation).state["name_lv"] == "Divi"


def test_publish_makes_the_draft_the_content(organisation, author):
    made = flow.publish(drafted(organisation, author, name_lv="Divi", services={}), author)
    assert live(organisation)["name_lv"] == "Divi"
    assert not organisation.services.exists()
    assert made.kind == Revision.Kind.PUBLISHED
    assert flow.pending(organisation) is None


def test_publish_makes_a_new_item_public(author):
    item = factories.organisation(is_published=False)
    flow.publish(drafted(item, author, name_lv="Jauna"), author)
    assert Organisation.objects.published().get().name_lv == "Jauna"


def test_publish_of_an_unfinished_draft_is_refused_with_every_reason_and_changes_nothing(organisation, author):
    before, number = live(organisation), Revision.objects.count()
    revision = drafted(organisation, author, name_lv=None, kind=None)
    with pytest.raises(flow.RefusedError) as refusal:
        flow.publish(revision, author)
    assert len(refusal.value.reasons) == 2
    assert live(organisation) == before
    assert Revision.objects.count() == number + 2  # what was seen, and the draft


def test_change_made_beside_the_draft_survives_its_publication(organisation, author):
    revision = drafted(organisation, author, name_lv="Divi")
    Organisation.objects.update(website="https://example.org/")
    Phone.objects.update(number="+37167999999")
    flow.publish(revision, author)
    organisation.refresh_from_db()
    assert (organisation.name_lv, organisation.website) == ("Divi", "https://example.org/")
    assert str(organisation.phones.get().number) == "+37167999999"


def test_same_thing_changed_beside_the_draft_is_told_as_a_clash(organisation, author):
    drafted(organisation, author, name_lv="Mans")
    Organisation.objects.update(name_lv="Tavs")
    [clash] = flow.draft(organisation).clashes
    assert (clash.path, clash.theirs, clash.mine) == (("name_lv",), "Tavs", "Mans")


def test_draft_saved_twice_alike_is_one_revision(organisation, author):
    assert drafted(organisation, author, name_lv="Divi") == drafted(organisation, author, name_lv="Divi")


def test_discarded_draft_is_gone_but_remembered(organisation, author):
    drafted(organisation, author, name_lv="Divi")
    flow.discard_draft(organisation, author, "Nevajag")
    assert flow.pending(organisation) is None
    newest = Revision.objects.of(organisation).first()
    assert (newest.kind, newest.note, newest.data["name_lv"]) == ("discarded", "Nevajag", "Divi")


def test_unpublish_needs_a_reason_and_keeps_the_draft(organisation, author):
    revision = drafted(organisation, author, name_lv="Divi")
    with pytest.raises(flow.RefusedError):
        flow.unpublish(organisation, author, "  ")
    assert Organisation.objects.published().exists()
    flow.unpublish(organisation, author, "Tālrunis nedarbojas")
    assert not Organisation.objects.published().exists()
    assert flow.pending(organisation) == revision


def test_older_revision_comes_back_as_a_draft(organisation, author):
    first = flow.seen(organisation, author)
    flow.publish(drafted(organisation, author, name_lv="Divi"), author)
    flow.publish(flow.restore(first, author), author)
    assert live(organisation)["name_lv"] == "Viens"


def test_deleted_item_comes_back_with_its_children_not_published(organisation, author):
    before, key = capture(organisation), organisation.pk
    deleted = flow.delete(organisation, author, "Slēgta")
    assert not Organisation.objects.filter(pk=key).exists()
    assert not Phone.objects.exists()
    back = flow.undelete(deleted, author)
    assert capture(back) == before
    assert not back.is_published
    with pytest.raises(flow.RefusedError):
        flow.undelete(deleted, author)


def test_draft_made_after_a_scheduled_one_goes_on(organisation, author):
    scheduled = schedule.schedule(
        drafted(organisation, author, name_lv="Plānots"), author, timezone.now() + timedelta(days=1)
    )
    drafted(organisation, author, name_lv="Plānots", name_en="Later")
    schedule.apply(scheduled)
    assert live(organisation)["name_lv"] == "Plānots"
    assert live(organisation)["name_en"] is None
    assert flow.draft(organisation).state["name_en"] == "Later"


def test_change_outside_the_desk_is_written_down_when_it_is_seen_and_nobody_is_named_for_it(organisation, author):
    flow.seen(organisation, author)
    Organisation.objects.update(name_lv="Ar komandu")
    seen = flow.seen(organisation, author)
    assert (seen.kind, seen.number, seen.author) == (Revision.Kind.OUTSIDE, 2, None)
    assert flow.seen(organisation, author) == seen


def test_restored_version_leaves_addresses_alone_that_its_author_may_not_see(organisation, author):
    place = factories.location(organisation, street="Vecā iela 1")
    open_place = factories.location(organisation, street="Atklātā iela 1")
    first = flow.seen(organisation)
    organisation.locations.filter(pk=place.pk).update(street="Slepenā iela 5", visibility="confidential")
    organisation.locations.filter(pk=open_place.pk).delete()
    now = capture(organisation)["locations"]
    restored = flow.restore(first, author).data["locations"]
    assert restored[str(place.pk)] == now[str(place.pk)]
    assert restored[str(open_place.pk)]["street"] == "Atklātā iela 1"
    assert flow.restore(first, None).data["locations"] == first.data["locations"]
