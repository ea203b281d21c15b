"""The table of links: what stands where, kept up to date by every change."""

import uuid

import pytest

from tests import factories
from trafficking.editorial import flow, links
from trafficking.editorial.capture import capture
from trafficking.editorial.passages import nouns
from trafficking.models import Event, Link, LinkUse, Organisation, Page

pytestmark = pytest.mark.django_db
ONE, TWO = "https://one.example/", "https://two.example/"


def linked(*addresses: str) -> str:
    return "".join(f'<p><a href="{address}">vārdi</a></p>' for address in addresses)


def known() -> set[tuple[str, str, str, str]]:
    return {
        (use.link.address, str(use.object_id), use.field, use.language)
        for use in LinkUse.objects.select_related("link")
    }


def published(item, **changes) -> None:
    flow.publish(flow.save_draft(item, {**capture(item), **changes}, None, flow.seen(item)), None)


def test_addresses_are_known_with_their_place_in_texts_and_fields():
    page = factories.page("a", body_lv=linked(ONE, TWO, ONE), body_ru=linked(ONE), outside_url=ONE)
    links.index(page)
    key = str(page.pk)
    assert known() == {
        (ONE, key, "body", "lv"),
        (TWO, key, "body", "lv"),
        (ONE, key, "body", "ru"),
        (ONE, key, "outside_url", ""),
    }
    assert LinkUse.objects.first().item == page


def test_what_leads_nowhere_else_is_not_kept():
    page = factories.page(
        "a", body_lv=linked("/lv/help/", "#part", "mailto:a@b.lv", "tel:112", f"https://{'a' * 2000}.lv")
    )
    links.index(page)
    assert not Link.objects.exists()


def test_children_have_places_of_their_own():
    event = factories.event()
    link = factories.event_link(event, url=ONE)
    links.index(event)
    use = LinkUse.objects.get()
    assert (use.item, use.row, use.field) == (event, f"links/{link.pk}", "url")


def test_indexing_again_writes_nothing(django_assert_num_queries):
    page = factories.page("a", body_lv=linked(ONE))
    links.index(page)
    before = known()
    with django_assert_num_queries(1):
        links.index(page)
    assert known() == before


def test_publishing_keeps_places_up_to_date():
    page = factories.page("a", body_lv=linked(ONE))
    published(page, body_lv=linked(TWO))
    assert {address for address, *_place in known()} == {TWO}


def test_draft_and_withdrawal_change_no_place():
    page = factories.page("a", body_lv=linked(ONE))
    links.index(page)
    before = known()
    flow.save_draft(page, {**capture(page), "body_lv": linked(TWO)}, None, flow.seen(page))
    flow.unpublish(page, None, "Jāpārbauda")
    assert known() == before


def test_refused_publication_changes_no_place():
    page = factories.page("a", body_lv=linked(ONE))
    links.index(page)
    before = known()
    with pytest.raises(flow.RefusedError):
        published(page, body_lv=linked(TWO), title_lv=None)
    assert known() == before


def test_deleted_item_leaves_no_place_and_brings_them_back():
    page = factories.page("a", body_lv=linked(ONE))
    links.index(page)
    before = known()
    deleted = flow.delete(page, None)
    assert known() == set()
    flow.undelete(deleted, None)
    assert known() == before


def test_everything_is_indexed_alike_whether_one_by_one_or_all_at_once():
    for each in (
        factories.page("a", body_lv=linked(ONE), body_uk=linked(TWO)),
        factories.organisation(website=ONE, description_en=linked(TWO)),
        factories.document(url=TWO),
        factories.urgent_line(reference_url=ONE),
        factories.ranking(url=TWO),
        factories.event(body_lv=linked(ONE)),
    ):
        if isinstance(each, Event):
            factories.event_link(each, url=TWO)
        links.index(each)
    one_by_one = known()
    assert len(one_by_one) == 9
    LinkUse.objects.all().delete()
    links.index_all()
    assert known() == one_by_one


def test_changes_outside_the_desk_are_found(django_assert_max_num_queries):
    page = factories.page("a", body_lv=linked(ONE))
    links.index(page)
    Page.objects.update(body_lv=linked(TWO))
    gone = factories.page("b", body_lv=linked(ONE))
    links.index(gone)
    Page.objects.filter(pk=gone.pk).delete()
    with django_assert_max_num_queries(150):
        links.index_all()
    assert {(address, key) for address, key, *_place in known()} == {(TWO, str(page.pk))}
    assert [link.address for link in Link.objects.all()] == [TWO]


def test_address_that_stands_nowhere_for_a_while_keeps_what_is_known_of_it_until_the_next_run():
    page = factories.page("a", body_lv=linked(ONE))
    links.index(page)
    Link.objects.update(state=Link.State.DEAD)
    published(page, body_lv="<p>Bez saites</p>")
    published(page, body_lv=linked(ONE))
    assert Link.objects.get().state == Link.State.DEAD


def test_directory_of_many_is_indexed_with_few_questions(django_assert_max_num_queries):
    Organisation.objects.bulk_create(
        Organisation(slug=f"o-{number}", website=f"https://{number}.example/") for number in range(1200)
    )
    with django_assert_max_num_queries(200):
        links.index_all()
    assert Link.objects.count() == LinkUse.objects.count() == 1200


def test_dead_links_are_those_that_stand_somewhere():
    page = factories.page("a", body_lv=linked(ONE, TWO))
    links.index(page)
    assert not links.dead().exists()
    Link.objects.update(state=Link.State.DEAD)
    Link.objects.create(address="https://nowhere.example/", state=Link.State.DEAD)
    assert {link.address for link in links.dead()} == {ONE, TWO}


def test_every_noun_with_children_or_texts_is_an_item_and_no_record_of_the_desk_is():
    names = {noun.__name__ for noun in nouns()}
    assert {"Page", "Event", "Organisation", "Document", "Notice"} <= names
    assert not {"Phone", "EventLink", "Revision", "Remark", "ShareLink", "Link", "LinkUse", "Correction"} & names


def test_uses_of_an_item_that_is_not_there_are_harmless():
    link = Link.objects.create(address=ONE)
    page = factories.page("a")
    links.index(page)
    use = LinkUse.objects.create(
        link=link, content_type_id=flow.seen(page).content_type_id, object_id=uuid.uuid4(), field="body", language="lv"
    )
    assert use.item is None
    links.index_all()
    assert not Link.objects.exists()
