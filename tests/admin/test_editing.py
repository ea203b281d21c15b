"""What editing does, and what it leaves alone."""

import pytest
from django.urls import reverse

from tests import factories
from tests.admin.browserlike import shown
from trafficking.editorial.capture import capture
from trafficking.models import Event, Organisation, Page, Situation

pytestmark = pytest.mark.django_db


def change(client, item, **fields):
    """Open the item's form, type into it, save; returns the answer."""
    noun = item._meta.model_name
    address = reverse(f"admin:trafficking_{noun}_change", args=[item.pk])
    return client.post(address, shown(client.get(address), f"{noun}_form") | fields)


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("desk_language", ["lv", "en", "ru", "uk"])
@pytest.mark.parametrize("edited", ["lv", "en", "ru", "uk"])
def test_editing_one_language_leaves_the_others_alone(desk, desk_language, edited):
    item = factories.page("lapa", **{f"title_{code}": f"Title {code}" for code in ("lv", "en", "uk")})
    before = capture(item)
    desk.cookies["django_language"] = desk_language
    assert change(desk, item, **{f"title_{edited}": "Changed"}).status_code == 302
    assert capture(item) == before | {f"title_{edited}": "Changed"}


def test_changed_latvian_title_is_live_on_the_public_page(desk, client):
    item = factories.page("lapa")
    assert item.title_lv in client.get("/lv/lapa/").content.decode()
    change(desk, item, title_lv="Pavisam jauns virsraksts")
    assert "Pavisam jauns virsraksts" in client.get("/lv/lapa/").content.decode()


def test_source_language_is_chosen_for_each_item(desk):
    item = factories.page("lapa")
    assert change(desk, item, source_language="en").status_code == 302
    assert Page.objects.get().source_language == "en"


def test_publishing_without_latvian_is_refused_at_the_field(desk):
    item = factories.page("lapa", is_published=False, title_lv=None, title_en="Title")
    response = change(desk, item, is_published="on")
    assert errors(response) == {"title_lv": ["Fill this in before publishing, or untick “published”."]}
    assert not Page.objects.published().exists()
    assert change(desk, item).status_code == 302


def test_second_item_of_the_same_address_is_refused_in_words(desk):
    factories.situation(slug="support")
    item = factories.situation(slug="other")
    response = change(desk, item, slug="support")
    assert "Another item already has this address." in response.content.decode()
    assert Situation.objects.get(pk=item.pk).slug == "other"


def test_dates_that_contradict_each_other_are_refused_in_words(desk):
    item = factories.event(2015)
    response = change(desk, item, starts_on="2015-06-03", ends_on="2015-06-02", month="6", amount="5")
    page = response.content.decode()
    assert "The event cannot end before it starts." in page
    assert "Give either the days or the month, not both." in page
    assert "An amount needs a currency" in page
    assert errors(change(desk, item, starts_on="2014-01-01")) == {
        "year": ["The year does not fit the days given below."]
    }


def test_scheme_of_an_address_is_added(desk):
    item = factories.organisation()
    change(desk, item, website="www.example.org/lv")
    assert Organisation.objects.get().website == "https://www.example.org/lv"


def test_text_pasted_from_a_word_processor_is_cleaned(desk):
    item = factories.event()
    pasted = '<p class="MsoNormal" onclick="x()">A<script>x()</script> <a href="javascript:x()">b</a></p><h1>C</h1>'
    change(desk, item, body_lv=pasted)
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
