import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import factories
from trafficking.editorial import links
from trafficking.models import Heartbeat, Link

pytestmark = pytest.mark.django_db
LIST = reverse("admin:trafficking_link_changelist")
ONE, TWO = "https://one.example/", "https://two.example/"


def page_with(path: str, *addresses: str, **texts):
    body = "".join(f'<p><a href="{each}">vārdi</a></p>' for each in addresses)
    page = factories.page(path, body_ru=body, **texts)
    links.index(page)
    return page


def listed(desk, **parameters) -> str:
    return desk.get(LIST, parameters).content.decode()


def own_page(link: Link) -> str:
    return reverse("admin:trafficking_link_change", args=[link.pk])


def test_links_are_listed_with_every_place_in_a_constant_number_of_queries(
    desk, django_assert_max_num_queries, django_assert_num_queries
):
    page = page_with("a", ONE)
    event = factories.event(title_lv="Konference")
    factories.event_link(event, url=ONE)
    links.index(event)
    with django_assert_max_num_queries(20) as one:
        html = listed(desk)
    changed = reverse("admin:trafficking_page_change", args=[page.pk])
    assert f'Page: <a href="{changed}#ru">Lapa a</a>, text (Russian)' in html
    assert "2015: Konference</a>, link: address" in html
    page_with("b", ONE, TWO), page_with("c", TWO)
    with django_assert_num_queries(len(one)):
        listed(desk)


def test_list_names_some_places_and_the_page_of_a_link_all(desk):
    for path in "abcde":
        page_with(path, ONE)
    assert "and 2 more items" in listed(desk)
    html = desk.get(own_page(Link.objects.get())).content.decode()
    assert all(f"Lapa {path}</a>" in html for path in "abcde")
    assert f'<a href="{ONE}" rel="noreferrer noopener">' in html


def test_link_that_stands_nowhere_is_not_listed(desk):
    Link.objects.create(address=ONE)
    page_with("a", TWO)
    html = listed(desk)
    assert TWO in html
    assert ONE not in html


def test_item_is_named_once_with_all_its_fields(desk):
    page = page_with("a", ONE)
    page.body_lv = page.body_ru
    links.index(page)
    assert "Lapa a</a>, text (Latvian), text (Russian)</div>" in listed(desk)


def test_other_site_is_named(desk):
    page_with("a", ONE)
    Link.objects.update(state="look", problem="elsewhere", final_address="https://casino.example/x")
    assert "It leads to another site. See whether it is still the right one. (casino.example)" in listed(desk)


def test_links_are_found_by_state_noun_and_words(desk):
    page_with("a", ONE)
    organisation = factories.organisation(website=TWO)
    links.index(organisation)
    Link.objects.filter(address=ONE).update(state=Link.State.DEAD, problem=Link.Problem.NOT_FOUND)
    for parameters in ({"state": "dead"}, {"noun": "page"}, {"q": "one.example"}):
        html = listed(desk, **parameters)
        assert ONE in html
        assert TWO not in html
    assert "There is no such page any more." in listed(desk)


def test_list_says_when_links_were_last_asked(desk):
    assert "have not been asked yet" in listed(desk)
    Heartbeat.beat("check_links")
    assert "Links were last asked on" in listed(desk)


def test_nobody_changes_a_link_by_hand(desk):
    page_with("a", ONE)
    link = Link.objects.get()
    assert desk.get(reverse("admin:trafficking_link_add")).status_code == 403
    assert desk.post(own_page(link), {"state": "works"}).status_code == 403
    assert desk.post(reverse("admin:trafficking_link_delete", args=[link.pk]), {"post": "yes"}).status_code == 403


def judge(desk, *chosen: Link) -> str:
    data = {"action": "found_right", "_selected_action": [str(link.pk) for link in chosen]}
    return desk.post(LIST, data, follow=True).content.decode()


def test_link_that_somebody_found_right_works_and_it_is_written_down(desk):
    page_with("a", ONE, TWO)
    look, dead = Link.objects.order_by("address")
    Link.objects.filter(pk=look.pk).update(state=Link.State.LOOK, problem=Link.Problem.REFUSES)
    Link.objects.filter(pk=dead.pk).update(state=Link.State.DEAD, problem=Link.Problem.NOT_FOUND)
    assert "1 link is right as it is." in judge(desk, look, dead)
    assert list(Link.objects.order_by("address").values_list("state", flat=True)) == ["works", "dead"]
    assert LogEntry.objects.get().object_id == str(look.pk)


def test_who_may_only_look_cannot_say_that_a_link_is_right(client, django_user_model):
    user = django_user_model.objects.create_user("writer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_link"))
    client.force_login(user)
    page_with("a", ONE)
    Link.objects.update(state=Link.State.LOOK, problem=Link.Problem.REFUSES)
    assert ONE in client.get(LIST).content.decode()
    judge(client, Link.objects.get())
    assert Link.objects.get().state == "look"
    user.user_permissions.add(Permission.objects.get(codename="change_link"))
    judge(client, Link.objects.get())
    assert Link.objects.get().state == "works"


def test_stranger_sees_no_link(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("writer", is_staff=True))
    page_with("a", ONE)
    assert client.get(LIST).status_code == 403
    assert client.get(own_page(Link.objects.get())).status_code == 403
