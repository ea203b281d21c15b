"""What there is to translate over all nouns, and which item comes next."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import factories
from tests.admin.test_translating import address, press, publish, words
from tests.editorial.test_flow import drafted
from trafficking.models import Page

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("admin:translations")
RU = {"title_ru": "Имя"}


def overview(client, language="ru"):
    return client.get(OVERVIEW, {"language": language})


def listed(response) -> list[tuple[str, list[str]]]:
    groups = response.context["groups"]
    return [(str(group["name"]), [line["words"] for line in group["lines"]]) for group in groups]


def numbers(response) -> dict[str, int]:
    return {code: number for code, _name, number in response.context["languages"]}


def after(client, item, language="ru", **typed) -> str:
    """Where “Save and next item” leads."""
    return press(client, item, "_next", language, **typed).url


def test_overview_lists_what_is_missing_and_out_of_date_in_each_noun(desk):
    stale = factories.page("vecs", position=1, title_lv="Viens", **RU)
    factories.page("bez", position=2, title_lv="Divi")
    factories.page("viss", title_lv="Trīs", **RU)
    factories.notice()
    publish(stale, title_lv="Citādi")
    response = overview(desk)
    assert listed(response) == [("pages", ["1 out of date", "missing"]), ("notices", ["missing"])]
    assert numbers(response) == {"lv": 0, "en": 4, "ru": 3, "uk": 4}
    text = response.content.decode()
    assert address(stale) in text
    assert f"{reverse('admin:trafficking_page_changelist')}?outdated=ru" in text
    assert "1 item out of date" in text


def test_overview_of_a_language_that_is_complete_says_so(desk):
    factories.page("viss", title_lv="Trīs", **RU)
    assert "Everything is translated into this language." in overview(desk).content.decode()
    assert numbers(overview(desk)) == {"lv": 0, "en": 1, "ru": 0, "uk": 1}


def test_overview_leads_to_the_form_for_a_missing_source_text(desk):
    item = factories.page("lapa", lead_en="Lead")
    assert reverse("admin:trafficking_page_change", args=[item.pk]) in overview(desk, "lv").content.decode()


def test_overview_tells_that_a_draft_waits(desk):
    item = factories.page("bez")
    assert "a draft waits to be published" not in overview(desk).content.decode()
    drafted(item, None, **RU)
    assert "a draft waits to be published" in overview(desk).content.decode()


def test_overview_begins_with_the_language_of_the_desk_unless_that_is_the_source(desk):
    assert desk.get(OVERVIEW).context["language"] == "en"
    desk.cookies["django_language"] = "lv"
    assert desk.get(OVERVIEW).context["language"] == "en"
    desk.cookies["django_language"] = "uk"
    assert desk.get(OVERVIEW).context["language"] == "uk"


def test_overview_shows_only_nouns_that_one_may_change(client, django_user_model):
    factories.page("lapa"), factories.notice()
    user = django_user_model.objects.create_user("writer", password="x", is_staff=True)
    client.force_login(user)
    assert overview(client).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename__in=("change_page", "view_notice")))
    client.cookies["django_language"] = "en"
    assert [name for name, _lines in listed(overview(client))] == ["pages"]


def test_overview_asks_as_much_for_many_items_as_for_few(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    def make():
        item = factories.page("-".join(f"x{number}" for number in range(Page.objects.count() + 1)), **RU)
        publish(item, title_lv="Citādi")
        factories.notice()

    make()
    with django_assert_max_num_queries(80) as one:
        overview(desk)
    make(), make()
    with django_assert_num_queries(len(one)):
        assert len(listed(overview(desk))[0][1]) == 3


def test_next_is_the_next_item_of_this_noun_then_of_the_others_in_a_circle(desk):
    first, second, third = (factories.page(path, position=number) for number, path in enumerate(("a", "b", "c")))
    notice = factories.notice()
    assert after(desk, second) == address(third)
    assert after(desk, third) == address(notice)
    assert after(desk, notice) == address(first)


def test_item_that_needs_nothing_is_passed_over_and_so_is_one_whose_draft_has_all(desk):
    first, second, third, last = (factories.page(path, position=number) for number, path in enumerate("abcd"))
    publish(second, **RU)
    drafted(third, None, **RU)
    assert after(desk, first, **RU) == address(last)
    response = desk.get(after(desk, last, **RU))
    assert words(response)[-1] == "Nothing else waits for a translation: Russian."
    assert response.context["language"] == "ru"


def test_item_whose_draft_makes_a_translation_out_of_date_comes_next(desk):
    first, second = (factories.page(path, position=number, **RU) for number, path in enumerate("ab"))
    drafted(second, None, title_lv="Citādi")
    assert after(desk, first) == address(second)


def test_item_that_is_written_in_the_language_is_passed_over(desk):
    first = factories.page("a", position=1)
    factories.page("b", position=2, source_language="ru", title_ru=None)
    assert after(desk, first, title_ru="Имя").startswith(OVERVIEW)
