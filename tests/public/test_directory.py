"""The help directory: filters, words, counts, what it says when something is wrong or nothing is there."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from trafficking import caching
from trafficking.models import Location, Service, Situation
from trafficking.public import directory as directory_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    """Alfa gives legal help for free and serves Riga; Beta gives psychological help and says nothing more."""
    before, support = factories.situation(slug="before-travel"), factories.situation(slug="support")
    legal = factories.service_type((before,), slug="legal", name_lv="Juridiskā palīdzība")
    psych = factories.service_type((support,), slug="psych", name_lv="Psiholoģiskā palīdzība")
    riga = factories.area(slug="riga", name_lv="Rīga")
    alfa = factories.organisation(slug="alfa", name_lv="Alfa", position=1)
    factories.service(alfa, legal, free=Service.Free.YES)
    alfa.areas.add(riga)
    beta = factories.organisation(slug="beta", name_lv="Beta", position=2)
    factories.service(beta, psych)
    for organisation in (alfa, beta):
        factories.phone(organisation)
    return {"alfa": alfa, "beta": beta, "legal": legal, "psych": psych}


def found(client, query: str) -> list[str]:
    """The organisations of the list, in its order, by slug."""
    response = client.get(f"/lv/help/?{query}")
    assert response.status_code == 200, response.content.decode()
    html = response.content.decode()
    return re.findall(r'<article class="card">\s*<h\d><a href="/lv/help/([\w-]+)/"', html[html.index("<main") :])


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("service=legal", ["alfa"]),
        ("service=psych", ["beta"]),
        ("service=legal&service=psych", ["alfa", "beta"]),
        ("situation=support", ["beta"]),
        ("situation=before-travel&service=psych", []),
        ("free=yes", ["alfa", "beta"]),  # beta does not say
        ("free=yes&service=legal", ["alfa"]),
        ("area=riga", ["alfa", "beta"]),  # beta does not say
        ("q=alfa", ["alfa"]),
        ("q=psihologs", ["beta"]),
        ("q=юридическая", ["alfa"]),
        ("q=xqzvwk", []),
        ("q=&service=&area=", ["alfa", "beta"]),
        ("utm_source=x&service=legal", ["alfa"]),
    ],
)
def test_list_holds_what_the_address_asks_for(client, directory, query, slugs):
    assert found(client, query) == slugs


def test_list_without_a_question_shows_each_organisation_under_its_situations(client, directory):
    html = client.get("/lv/help/").content.decode()
    before, support = html.index('id="before-travel"'), html.index('id="support"')
    assert before < html.index("/lv/help/alfa/") < support < html.index("/lv/help/beta/")


def test_notice_stands_under_each_list(client, directory):
    factories.notice(text_lv="Mēs nevienu neiesakām")
    assert client.get("/lv/help/").content.decode().count("Mēs nevienu neiesakām") == 2
    assert client.get("/lv/help/?q=alfa").content.decode().count("Mēs nevienu neiesakām") == 1
    assert client.get("/lv/help/alfa/").content.decode().count("Mēs nevienu neiesakām") == 1


def test_those_that_do_not_say_stand_in_a_group_of_their_own(client, directory):
    html = client.get("/en/help/?area=riga").content.decode()
    assert html.index("/en/help/alfa/") < html.index("They do not say; call and ask") < html.index("/en/help/beta/")


def test_option_says_how_many_confirm_and_how_many_do_not_say(client, directory):
    html = client.get("/en/help/").content.decode()
    option = re.search(r'value="riga".*?</label>', html, re.S)[0]
    assert "1 (+1 do not say)" in option
    option = re.search(r'value="legal".*?</label>', html, re.S)[0]
    assert re.search(r'class="number">1<', option)


def test_situations_can_be_chosen_though_organisations_name_none(client, directory):
    html = client.get("/en/help/?service=psych").content.decode()
    assert re.search(r'<input type="checkbox" name="situation" value="support">', html)
    assert re.search(r'<input type="checkbox" name="situation" value="before-travel" disabled>', html)


def test_option_that_finds_nothing_cannot_be_chosen(client, directory):
    html = client.get("/lv/help/?situation=support").content.decode()
    assert "disabled" in re.search(r'<input[^>]*value="legal"[^>]*>', html)[0]
    assert "disabled" not in re.search(r'<input[^>]*value="psych"[^>]*>', html)[0]


def test_facet_that_nobody_states_is_a_sentence(client, directory):
    factories.audience(slug="women", name_lv="Sievietes")
    html = client.get("/en/help/").content.decode()
    assert 'value="women"' not in html
    assert "No organisation has told us this yet" in html


def test_chosen_filters_are_listed_each_with_a_way_to_remove_it(client, directory):
    html = client.get("/lv/help/?q=alfa&service=legal&free=yes").content.decode()
    chips = re.search(r'<ul class="chips".*?</ul>', html, re.S)[0]
    assert 'href="/lv/help/?service=legal&amp;free=yes"' in chips
    assert 'href="/lv/help/?q=alfa&amp;free=yes"' in chips
    assert 'href="/lv/help/?q=alfa&amp;service=legal"' in chips


def charges(organisation):
    """Let an organisation charge for what it offers."""
    for service in organisation.services.all():
        service.free = Service.Free.NO
        service.save()


def test_words_that_ask_for_free_help_are_a_filter_that_can_be_removed(client, directory):
    charges(directory["beta"])
    assert found(client, "q=bezmaksas+palīdzība") == ["alfa"]
    html = client.get("/lv/help/?q=bezmaksas+palīdzība&area=riga").content.decode()
    chips = html[html.index('<ul class="chips"') : html.index("</ul>", html.index('<ul class="chips"'))]
    without = "q=pal%C4%ABdz%C4%ABba&amp;area=riga"
    assert f'<a href="/lv/help/?{without}">free of charge' in chips.replace("bez maksas", "free of charge")
    assert set(found(client, "q=palīdzība")) == {"alfa", "beta"}


def test_words_that_ask_for_free_help_alone_show_who_is_free_first(client, directory):
    assert found(client, "q=bezmaksas") == ["alfa", "beta"]  # beta does not say
    charges(directory["beta"])
    assert found(client, "q=bezmaksas") == ["alfa"]


@pytest.mark.parametrize("query", ["service=nope", "area=nope", "free=maybe", "open=later", "situation=<script>"])
def test_unknown_filter_is_refused_with_a_way_back(client, directory, query):
    response = client.get(f"/en/help/?q=alfa&{query}")
    html = response.content.decode()
    assert response.status_code == 400
    assert 'href="/en/help/?q=alfa"' in html.replace("&amp;", "&")
    assert "<script>" not in html.split("</head>")[1].replace('<script src="', "")


def test_very_long_search_is_refused_in_words(client, directory):
    response = client.get("/en/help/?q=" + "a" * 10_000)
    assert response.status_code == 400
    assert "at most 200 characters" in response.content.decode()


def test_nothing_found_names_the_filter_to_drop(client, directory):
    factories.urgent_line()
    html = client.get("/en/help/?q=alfa&service=psych").content.decode()
    nothing = html[html.index('class="nothing"') :]
    assert 'href="/en/help/?q=alfa"' in nothing
    assert 'href="tel:112"' in nothing


def test_nothing_found_by_words_offers_the_filters_alone(client, directory):
    html = client.get("/en/help/?q=xqzvwk&service=psych").content.decode()
    nothing = html[html.index('class="nothing"') :]
    assert re.search(r'<a class="go" href="/en/help/\?service=psych">without “xqzvwk”: 1 organisation', nothing)


def test_mistyped_word_that_finds_nothing_offers_the_nearest(client, directory):
    html = client.get("/lv/help/?q=jurdzk").content.decode()
    assert "/lv/help/?service=legal" in html[html.index("<main") :] or "/lv/help/alfa/" in html


def test_results_come_in_pages_of_twenty(client):
    for number in range(21):
        factories.organisation(slug=f"o{number}", name_lv=f"Birzs {number}")
    assert len(found(client, "q=birzs")) == 20
    assert len(found(client, "q=birzs&page=2")) == 1


def test_many_pages_are_not_all_linked(client, monkeypatch):
    monkeypatch.setattr(directory_view, "PER_PAGE", 1)
    for number in range(40):
        factories.organisation(slug=f"o{number}", name_lv=f"Birzs {number}")
    html = client.get("/lv/help/?q=birzs&page=20").content.decode()
    pages = re.search(r'<nav class="pages".*?</nav>', html, re.S)[0]
    assert {"page=1", "page=19", "page=20", "page=21", "page=40"} <= set(re.findall(r"page=\d+", pages))
    assert len(re.findall("<a ", pages)) < 15
    assert "…" in pages


def test_card_shows_the_number_to_call_first(client, directory):
    html = client.get("/lv/help/?q=alfa").content.decode()
    card = re.search(r'<article class="card">.*?</article>', html, re.S)[0]
    assert card.index('href="tel:+37167000001"') < card.index("Juridiskā palīdzība")


def test_facet_that_nobody_states_is_named_in_that_sentence(client, directory):
    html = client.get("/en/help/").content.decode()
    sentence = re.search(r"No organisation has told us this yet:.*?</p>", html, re.S)[0]
    assert "opening hours" in sentence
    assert "cost" not in sentence  # alfa's legal help is free
    Service.objects.update(free=Service.Free.UNKNOWN)
    directory["alfa"].save()
    html = client.get("/en/help/").content.decode()
    assert "cost" in re.search(r"No organisation has told us this yet:.*?</p>", html, re.S)[0]
    assert 'name="free"' not in html


def test_choice_of_hours_can_be_taken_back_without_a_script(client, directory):
    assert 'name="open"' not in client.get("/en/help/").content.decode()
    directory["alfa"].opening_hours = "24/7"
    directory["alfa"].save()
    html = client.get("/en/help/?open=24h").content.decode()
    assert re.search(r'<input type="radio" name="open" value="24h" checked>', html)
    assert re.search(r'<input type="radio" name="open" value="">', html)
    assert found(client, "open=24h") == ["alfa", "beta"]
    assert found(client, "open=") == ["alfa", "beta"]


def test_number_of_results_is_a_heading_and_there_is_a_place_to_announce_it(client, directory):
    html = client.get("/en/help/?service=legal").content.decode()
    assert re.search(r'<h2 id="count">1 organisation\s*</h2>', html)
    assert html.index('role="status"') < html.index('id="results"')


def test_words_are_said_back_as_they_were_understood(client, directory):
    html = client.get("/lv/help/?q=psihologs").content.decode()
    assert '<a href="/lv/help/?service=psych">Psiholoģiskā palīdzība</a>' in html


def test_large_directory_comes_in_pages_without_a_question_too(client):
    service_type = factories.service_type((factories.situation(),))
    for number in range(21):
        factories.organisation((service_type,), slug=f"o{number}")
    assert len(found(client, "")) == 20
    assert len(found(client, "page=2")) == 1
    assert client.get("/lv/help/?page=3").status_code == 404


def test_card_groups_services_by_how_sure_they_are(client, directory):
    factories.service(directory["alfa"], directory["psych"], basis=Service.Basis.PUBLIC)
    html = client.get("/en/help/?q=alfa").content.decode()
    card = re.search(r'<article class="card">.*?</article>', html, re.S)[0]
    assert card.index("Stated publicly") < card.index("Psiholoģiskā") < card.index("not confirmed; call and ask")
    assert card.index("not confirmed; call and ask") < card.index("Juridiskā")


def test_card_warns_when_nobody_has_checked_or_long_ago(client, directory):
    assert "not checked yet" in client.get("/en/help/?q=alfa").content.decode()
    today = timezone.localdate()
    for days, words in ((1, "Checked <time"), (181, "they may have changed")):
        directory["alfa"].verified_on = today - timedelta(days=days)
        directory["alfa"].save()
        assert words in client.get("/en/help/?q=alfa").content.decode()


def test_address_withheld_is_said_to_be(client, directory):
    factories.location(directory["alfa"], visibility=Location.Visibility.CONFIDENTIAL)
    for address in ("/en/help/?q=alfa", "/en/help/alfa/"):
        assert "withheld for safety" in client.get(address).content.decode()


def test_list_can_be_taken_away_as_it_is_filtered(client, directory):
    html = client.get("/lv/help/?service=legal").content.decode()
    assert 'href="/lv/help/contacts.pdf?service=legal"' in html
    assert 'href="/lv/help/cards.pdf?service=legal"' in html


def test_organisation_without_a_situation_is_in_the_list_too(client, directory):
    factories.organisation((factories.service_type(),), slug="gamma")
    assert found(client, "") == ["alfa", "beta", "gamma"]
    Situation.objects.update(is_published=False)
    caching.moved(caching.DIRECTORY)
    assert found(client, "") == ["alfa", "beta", "gamma"]
