"""What editing does, and what it leaves alone."""

import pytest
from django.urls import reverse

from tests import factories
from tests.admin.hands import address, publish, save
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.models import Event, Organisation, Page, Situation

pytestmark = pytest.mark.django_db


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("desk_language", ["lv", "en", "ru", "uk"])
@pytest.mark.parametrize("edited", ["lv", "en", "ru", "uk"])
def test_editing_one_language_leaves_the_others_alone(desk, desk_language, edited):
    item = factories.page("lapa", **{f"title_{code}": f"Title {code}" for code in ("lv", "en", "uk")})
    before = capture(item)
    desk.cookies["django_language"] = desk_language
    assert publish(desk, item, **{f"title_{edited}": "Changed"}).status_code == 302
    assert capture(item) == before | {f"title_{edited}": "Changed"}


def test_changed_latvian_title_is_live_on_the_public_page(desk, client):
    item = factories.page("lapa")
    assert item.title_lv in client.get("/lv/lapa/").content.decode()
    publish(desk, item, title_lv="Pavisam jauns virsraksts")
    assert "Pavisam jauns virsraksts" in client.get("/lv/lapa/").content.decode()


def test_source_language_is_chosen_for_each_item(desk):
    item = factories.page("lapa")
    assert publish(desk, item, source_language="en").status_code == 302
    assert Page.objects.get().source_language == "en"


def test_publishing_without_latvian_is_refused_in_words_and_the_draft_is_kept(desk):
    item = factories.page("lapa", is_published=False, title_lv="Viens")
    response = save(desk, item, button="_publish", title_lv="", title_en="Title")
    assert response.url == address(item, "publish")
    page = desk.get(response.url).content.decode()
    assert "title (latvian): " in page.lower()
    assert 'name="_publish"' not in page
    assert not Page.objects.published().exists()
    assert flow.pending(item).data["title_en"] == "Title"


def test_second_item_of_the_same_address_is_refused_in_words(desk):
    factories.situation(slug="support")
    item = factories.situation(slug="other")
    response = publish(desk, item, slug="support")
    assert "Another item already has this address." in response.content.decode()
    assert Situation.objects.get(pk=item.pk).slug == "other"


def test_dates_that_contradict_each_other_are_refused_in_words(desk):
    item = factories.event(2015)
    response = publish(desk, item, starts_on="2015-06-03", ends_on="2015-06-02", month="6", amount="5")
    page = response.content.decode()
    assert "The event cannot end before it starts." in page
    assert "Give either the days or the month, not both." in page
    assert "An amount needs a currency" in page
    assert errors(publish(desk, item, starts_on="2014-01-01")) == {
        "year": ["The year does not fit the days given below."]
    }


def test_scheme_of_an_address_is_added(desk):
    item = factories.organisation()
    publish(desk, item, website="www.example.org/lv")
    assert Organisation.objects.get().website == "https://www.example.org/lv"


def test_text_pasted_from_a_word_processor_is_cleaned(desk):
    item = factories.event()
    pasted = '<p class="MsoNormal" onclick="x()">A<script>x()</script> <a href="javascript:x()">b</a></p><h1>C</h1>'
    publish(desk, item, body_lv=pasted)
    body = Event.objects.get().body_lv
    assert "A" in body
    assert not [word for word in ("script", "onclick", "Mso", "<h1") if word in body]


def test_view_on_site_leads_to_what_is_public_and_nowhere_else(desk):
    page, draft = factories.page("lapa"), factories.page("melnraksts", is_published=False)
    assert 'href="/en/lapa/"' in desk.get(reverse("admin:trafficking_page_change", args=[page.pk])).content.decode()
    assert "/en/melnraksts/" not in desk.get(reverse("admin:trafficking_page_change", args=[draft.pk])).content.decode()


def test_slug_is_proposed_from_the_latvian_name(desk):
    page = desk.get(reverse("admin:trafficking_situation_add")).content.decode()
    assert "#id_name_lv" in page
    assert "#id_name_en" not in page
