from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import factories
from trafficking import caching
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.models import Award, Organisation, Page, Revision, Situation, TranslationCheck

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 9, tzinfo=UTC)  # noon in Riga
ITEMS = reverse("admin:trafficking_situation_changelist")


def checked(item, **source_texts: str) -> None:
    """Say against which source text the translation in a column was last compared."""
    for column, source_text in source_texts.items():
        field, language = column.rsplit("_", 1)
        TranslationCheck.objects.create(item=item, field=field, language=language, source_text=source_text)


def text_of(desk, address: str = ITEMS, **query: str) -> str:
    return desk.get(address, query).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Live"),
        ({"is_published": False}, "Not published"),
        ({"publish_from": NOON + timedelta(days=2)}, "From 3 May 2026, 12:00"),
        ({"publish_until": NOON + timedelta(days=2)}, "Live until 3 May 2026, 12:00"),
        ({"publish_until": NOON - timedelta(days=2)}, "Until 29 Apr 2026, 12:00"),
    ],
)
def test_status_is_said_in_words_and_riga_time(desk, fields, words):
    with time_machine.travel(NOON, tick=False):
        factories.situation(**fields)
        assert f">{words}</span>" in text_of(desk)


@pytest.mark.parametrize(
    ("stage", "shown"),
    [("live", ["a"]), ("coming", ["b"]), ("over", ["c"]), ("unpublished", ["d"]), ("", ["a", "b", "c", "d"])],
)
def test_filter_by_status(desk, stage, shown):
    with time_machine.travel(NOON, tick=False):
        factories.situation(slug="a")
        factories.situation(slug="b", publish_from=NOON + timedelta(days=2))
        factories.situation(slug="c", publish_until=NOON - timedelta(days=2))
        factories.situation(slug="d", is_published=False)
        page = desk.get(ITEMS, {"stage": stage} if stage else {})
    assert sorted(item.slug for item in page.context["cl"].result_list) == shown


def test_chips_tell_each_language_in_words(desk):
    item = factories.situation(name_lv="Vārds", name_en="Name", lead_lv="Ievads", lead_en="Lead", name_ru="Имя")
    checked(item, name_ru="Cits vārds")
    page = text_of(desk)
    for words in ("lv ✓</span>", "en ✓</a>", "ru: 1 missing, 1 out of date</a>", "uk missing</a>"):
        assert f">{words}" in page


def test_chips_ask_as_much_for_many_items_as_for_one(desk, django_assert_num_queries, django_assert_max_num_queries):
    def make():
        item = factories.organisation(name_ru="Имя")
        factories.phone(item, label_lv="Tālrunis", label_ru="Телефон")
        checked(item, name_ru="Cits vārds")

    address = reverse("admin:trafficking_organisation_changelist")
    make()
    for query, most in (({}, 20), ({"outdated": "ru"}, 25)):
        with django_assert_max_num_queries(most) as one:
            assert text_of(desk, address, **query).count("ru: 1 missing, 1 out of date<") == 1
        make(), make()
        with django_assert_num_queries(len(one)):
            assert text_of(desk, address, **query).count("ru: 1 missing, 1 out of date<") == 3
        Organisation.objects.exclude(pk=Organisation.objects.first().pk).delete()


def test_chip_says_what_has_no_source_text(desk):
    factories.situation(name_lv="Vārds", lead_en="Lead")
    page = text_of(desk)
    assert ">lv: 1 missing</span>" in page
    assert ">en: 1 missing, 1 without a source text</a>" in page


def test_filter_by_missing_language(desk):
    here = factories.situation(name_en="Name")
    other = factories.situation()
    page = desk.get(ITEMS, {"missing": "en"})
    assert list(page.context["cl"].result_list) == [other]
    assert here.name_en


def test_filter_by_language_that_is_out_of_date(desk):
    item = factories.situation(name_en="Name", name_ru="Имя")
    other = factories.situation(name_en="Name", name_ru="Имя")
    checked(item, name_ru="Cits vārds")
    checked(other, name_ru=other.name_lv, name_en="Cits vārds")
    page = desk.get(ITEMS, {"outdated": "ru"})
    assert list(page.context["cl"].result_list) == [item]
    assert desk.get(ITEMS, {"outdated": "ru", "_facets": "True"}).status_code == 200


@pytest.mark.parametrize("language", ["lv", "ru"])
@pytest.mark.parametrize("words", ["приют", "ПРИЮТ", "šķūnis", "Šķūnis", '"droša vieta"', "shelter šķūnis"])
def test_search_finds_in_every_language_and_in_capitals(desk, words, language):
    desk.cookies["django_language"] = language
    factories.situation(slug="found", name_lv="Šķūnis, droša vieta", name_en="Shelter", name_ru="Приют")
    factories.situation(slug="other")
    page = desk.get(ITEMS, {"q": words})
    assert [item.slug for item in page.context["cl"].result_list] == ["found"]


def test_search_of_awards_finds_the_recipient_by_any_spelling(desk):
    found = factories.award(person=factories.person(name_lv="Jānis Bērziņš", name_ru="Янис Берзиньш"))
    factories.award()
    page = desk.get(reverse("admin:trafficking_award_changelist"), {"q": "берзиньш"})
    assert list(page.context["cl"].result_list) == [found]
    assert Award.objects.count() == 2


def run_action(desk, action: str, *items):
    keys = [str(item.pk) for item in items]
    return desk.post(ITEMS, {"action": action, "_selected_action": keys}, follow=True)


def test_publish_publishes_what_is_complete_and_says_why_the_rest_is_not(desk):
    whole = factories.situation(is_published=False)
    bare = factories.situation(is_published=False, name_lv=None, slug="bare")
    version = caching.version()
    page = run_action(desk, "publish", whole, bare)
    words = [str(message) for message in page.context["messages"]]
    assert words[1] == "1 item is published."
    assert "Not published: <a" in words[0]
    assert "name (latvian)" in words[0].lower()
    assert set(Situation.objects.published()) == {whole}
    assert caching.version() != version
    assert Revision.objects.of(whole).first().kind == Revision.Kind.PUBLISHED


def test_translations_of_many_items_are_still_correct_in_one_click(desk):
    items = [factories.situation(name_ru="Имя") for _number in range(3)]
    for item in items[:2]:
        checked(item, name_ru="Cits vārds")
    page = run_action(desk, "still_correct_ru", *items)
    assert [str(message) for message in page.context["messages"]] == ["2 items are up to date again: Russian."]
    assert not desk.get(ITEMS, {"outdated": "ru"}).context["cl"].result_list
    entries = LogEntry.objects.filter(action_flag=2)
    assert {entry.object_id for entry in entries} == {str(item.pk) for item in items[:2]}
    assert entries[0].get_change_message() == "Still correct: name (Russian)."


def test_publishing_many_needs_the_right_to_publish(client, django_user_model):
    user = django_user_model.objects.create_user("writer", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_situation"))
    client.force_login(user)
    item = factories.situation(is_published=False)
    assert client.get(ITEMS).status_code == 200
    run_action(client, "publish", item)
    assert not Situation.objects.published().exists()


def test_status_tells_who_has_a_draft_since_when(desk, admin_user):
    item = factories.situation()
    with time_machine.travel(NOON, tick=False):
        flow.save_draft(item, {**capture(item), "name_lv": "Cits"}, admin_user, flow.seen(item))
    assert ">Live; draft by admin, 1 May, 12:00</span>" in text_of(desk)
    assert list(desk.get(ITEMS, {"draft": "mine"}).context["cl"].result_list) == [item]
    assert list(desk.get(ITEMS, {"draft": "none"}).context["cl"].result_list) == []


def test_desk_groups_the_nouns_and_shows_only_what_one_may_open(client, desk, django_user_model):
    groups = [app["name"] for app in desk.get(reverse("admin:index")).context["app_list"]]
    assert groups[0] == "Help directory"
    assert len(groups) == len(set(groups)) == 5
    user = django_user_model.objects.create_user("writer", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_page"))
    client.logout()
    client.force_login(user)
    (group,) = client.get(reverse("admin:index")).context["app_list"]
    assert [model["model"] for model in group["models"]] == [Page]


def test_desk_speaks_the_chosen_language_and_keeps_its_cookie_to_itself(admin_client):
    response = admin_client.post(reverse("set_language"), {"language": "lv", "next": "/admin/"})
    cookie = response.cookies["django_language"]
    assert (cookie.value, cookie["path"]) == ("lv", "/admin/")
    assert 'lang="lv"' in admin_client.get("/admin/").content.decode()
    admin_client.post(reverse("set_language"), {"language": "en", "next": "/admin/"})
    assert 'lang="en"' in admin_client.get("/admin/").content.decode()


def test_text_editor_asks_for_a_link_in_the_language_of_the_desk(admin_client):
    # Its words come from the desk's catalogue for scripts: the library has no Latvian.
    admin_client.post(reverse("set_language"), {"language": "lv", "next": "/admin/"})
    assert '"Edit Link": "Labot saiti"' in admin_client.get(reverse("admin:jsi18n")).content.decode()
