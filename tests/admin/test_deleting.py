"""Deleting on the desk: with a reason, never while something refers to the item, and never for good."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.admin.hands import address, messages_of, publish
from tests.admin.test_drafting import person
from tests.admin.test_history import compared, history, outsider, text_of
from tests.admin.test_pages import MAKERS
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.models import Area, Location, Page, Person, Revision

pytestmark = pytest.mark.django_db
EVERY_KIND = reverse("admin:deleted")


def list_of(noun: str, screen: str = "changelist") -> str:
    return reverse(f"admin:trafficking_{noun}_{screen}")


def delete(client, item, **fields):
    return client.post(address(item, "delete"), {"post": "yes", **fields})


@pytest.mark.parametrize("noun", [noun for noun in MAKERS if noun not in {"image", "document"}])
def test_every_noun_is_deleted_and_brought_back_on_the_desk(noun, desk):
    item = MAKERS[noun]()
    before, name = capture(item), str(item)
    assert name in text_of(desk.get(address(item, "delete")))
    assert delete(desk, item, reason="Dubults ieraksts").url == list_of(noun)
    for page in (list_of(noun, "deleted"), EVERY_KIND):
        told = text_of(desk.get(page))
        assert name in told
        assert "Dubults ieraksts" in told
        assert "admin" in told
    assert desk.post(address(item, "undelete")).url == address(item)
    assert messages_of(desk)[-1] == "Brought back. Visitors do not see it yet. Look at it and publish it."
    back = type(item).objects.get(pk=item.pk)
    assert (capture(back), back.is_published) == (before, False)
    assert name not in text_of(desk.get(EVERY_KIND))


def test_link_to_the_deleted_items_stands_above_the_list(desk):
    assert f'href="{list_of("page", "deleted")}"' in desk.get(list_of("page")).content.decode()
    assert list_of("page", "deleted") != EVERY_KIND


def test_several_at_once_are_deleted_with_one_reason(desk):
    items = [factories.person(), factories.person()]
    chosen = {"action": "delete_selected", "_selected_action": [str(item.pk) for item in items]}
    assert "Reason" in text_of(desk.post(list_of("person"), chosen))
    desk.post(list_of("person"), {**chosen, "post": "yes", "reason": "Pārbaude"})
    assert not Person.objects.exists()
    made = Revision.objects.filter(kind="deleted")
    assert {(each.note, each.author.username) for each in made} == {("Pārbaude", "admin")}
    assert made.count() == 2


def test_what_is_used_is_not_deleted_and_the_pages_to_mend_are_linked(desk):
    area = factories.area()
    organisation = factories.organisation(name_lv="Marta")
    organisation.areas.add(area)
    chosen = {"action": "delete_selected", "_selected_action": [str(area.pk)], "post": "yes"}
    for answer in (desk.get(address(area, "delete")), delete(desk, area), desk.post(list_of("area"), chosen)):
        assert f'<a href="{address(organisation)}">Marta</a>' in answer.content.decode()
        assert "This cannot be deleted while something refers to it" in text_of(answer)
    assert Area.objects.exists()
    organisation.areas.clear()
    delete(desk, area)
    assert not Area.objects.exists()


def test_row_that_refers_is_named_by_its_item(desk):
    kind = factories.service_type()
    organisation = factories.organisation((kind,), name_lv="Marta")
    page = desk.get(address(kind, "delete")).content.decode()
    assert f'Organisation: <a href="{address(organisation)}">Marta</a>' in page


def test_draft_that_refers_is_named(desk):
    honoured, award = factories.person(), factories.award()
    publish(desk, award)
    flow.save_draft(award, {**capture(award), "person": str(honoured.pk)}, None, flow.seen(award))
    page = desk.get(address(honoured, "delete")).content.decode()
    assert f'Draft: Award: <a href="{address(award)}">' in page


def test_what_very_many_refer_to_names_some_of_them(desk, django_assert_max_num_queries):
    area = factories.area()
    for _ in range(30):
        factories.organisation().areas.add(area)
    with django_assert_max_num_queries(80):
        page = desk.get(address(area, "delete")).content.decode()
    assert page.count("Organisation: <a") == 20
    assert "and others" in page


def test_link_made_at_the_last_moment_is_told_and_nothing_is_deleted(desk, monkeypatch):
    area = factories.area()
    organisation = factories.organisation()
    real = flow.delete

    def linked_first(item, *args):
        organisation.areas.add(area)
        return real(item, *args)

    monkeypatch.setattr(flow, "delete", linked_first)
    assert delete(desk, area).status_code == 302
    assert messages_of(desk) == [f"It is still used: {organisation}."]
    assert Area.objects.exists()


def test_confidential_address_is_not_told_by_the_question_before_deleting():
    organisation = factories.organisation()
    factories.location(organisation, street="Slepenā iela 5", visibility=Location.Visibility.CONFIDENTIAL)
    client = outsider("deleter", "delete_organisation")
    told = text_of(client.get(address(organisation, "delete")))
    assert "confidential address" in told
    assert "Slepenā" not in told
    delete(client, organisation)
    assert "Slepenā" not in text_of(client.get(EVERY_KIND)) + history(client, organisation)


def test_deleted_item_keeps_its_history_and_its_versions_are_compared(desk):
    page = factories.page("lapa", title_lv="Pirms")
    flow.seen(page)
    publish(desk, page, title_lv="Pēc")
    delete(desk, page)
    told = history(desk, page)
    assert "This item was deleted" in told
    assert "4. Deleted" in told
    assert "History: Pēc" in told
    assert "Restore" not in told
    assert "-{Pirms}+{Pēc}" in compared(desk, page, 1, 4)
    assert desk.post(address(page, "restore", 1)).url == reverse("admin:index")


def test_item_that_vanished_outside_the_desk_is_listed_too(desk):
    page = factories.page("lapa", title_lv="Bez vēsts")
    flow.seen(page)
    Page.objects.all().delete()
    assert "Bez vēsts page deleted outside the desk" in text_of(desk.get(EVERY_KIND))
    desk.post(address(page, "undelete"))
    assert Page.objects.get().title_lv == "Bez vēsts"


def test_list_of_what_was_deleted_has_pages_and_few_queries(desk, django_assert_max_num_queries):
    person_honoured = factories.person(name_lv="Godātā")
    for year in range(1990, 2045):
        flow.delete(factories.award(year=year, person=person_honoured), None)
    with django_assert_max_num_queries(15):
        told = text_of(desk.get(list_of("award", "deleted")))
    assert "55 items" in told
    assert "2044: Godātā" in told
    assert "1990: Godātā" not in told
    assert "1990: Godātā" in text_of(desk.get(list_of("award", "deleted"), {"p": 2}))


def test_deleting_and_bringing_back_need_the_right_to_delete():
    page = factories.page("lapa")
    client = person(Client(), "writer")
    assert delete(client, page).status_code == 403
    flow.delete(page, None)
    assert "Bring back" not in text_of(client.get(EVERY_KIND))
    assert client.post(address(page, "undelete")).status_code == 403
    user = User.objects.get(username="writer")
    user.user_permissions.add(Permission.objects.get(codename="delete_page"))
    assert "Bring back" in text_of(client.get(EVERY_KIND))
    assert client.get(address(page, "undelete")).status_code == 405
    assert client.post(address(page, "undelete")).url == address(page)
    assert client.post(address(page, "undelete")).url == list_of("page", "deleted")


def test_deleted_items_of_a_noun_are_told_to_those_who_may_view_it():
    page, honoured = factories.page("lapa", title_lv="Lapa"), factories.person(name_lv="Persona")
    for item in (page, honoured):
        flow.delete(item, None)
    client = person(Client(), "reader")
    assert "Persona" in text_of(client.get(EVERY_KIND))
    user = User.objects.get(username="reader")
    user.user_permissions.set(Permission.objects.filter(codename="view_page"))
    told = text_of(client.get(EVERY_KIND))
    assert "Lapa" in told
    assert "Persona" not in told
    assert client.get(list_of("person", "deleted")).status_code == 403
    user.user_permissions.clear()
    assert client.get(EVERY_KIND).status_code == 403
