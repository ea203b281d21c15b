"""Awards: by year, with what happened in words, and nothing of whom or what is hidden."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from trafficking.models import Award

pytestmark = pytest.mark.django_db


def cards(client, language: str = "en") -> list[str]:
    response = client.get(f"/{language}/awards/")
    assert response.status_code == 200
    return re.findall(r'<article class="award".*?</article>', response.content.decode(), re.S)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()


def whole_award(**fields) -> Award:
    number = Award.objects.count()
    return factories.award(
        honour_lv="Varoņa balva",
        person=factories.person(name_lv=f"Gita {number}", original_spelling=f"Guita {number}"),
        role_lv="juriste",
        outcome=Award.Outcome.RECEIVED,
        presented_on=date(2015, 7, 27),
        presented_by=factories.person(name_lv="Džons Kerijs"),
        presenter_role_lv="valsts sekretārs",
        handed_over_lv="atzinības raksts",
        citation_lv="Par palīdzību cietušajiem",
        event=factories.event(2015, slug=f"balva-{number}", title_lv="Balvas pasniegšana"),
        image=factories.image(decorative=True),
        **fields,
    )


def test_card_tells_who_for_what_when_and_by_whom(client):
    award = whole_award()
    (card,) = cards(client, "lv")
    read = words(card)
    for part in (
        "Gita 0 (Guita 0) juriste Varoņa balva",
        "Par palīdzību cietušajiem",
        "atzinības raksts · 2015. gada 27. jūlijs",
        "Džons Kerijs, valsts sekretārs",
        "Balvas pasniegšana",
    ):
        assert part in read
    assert '<h3><span translate="no">Gita 0</span> <span translate="no">(Guita 0)</span></h3>' in card
    assert 'href="/lv/events/2015/balva-0/"' in card
    assert f'id="{award.pk}"' in card


def test_awards_run_newest_year_first_and_inside_it_as_the_editors_want(client):
    for year, position, group in ((2012, 1, "C"), (2015, 2, "B"), (2015, 1, "A")):
        factories.award(year=year, position=position, described_group_lv=group)
    assert [re.search(r"<h3>(.*?)</h3>", card)[1] for card in cards(client, "lv")] == ["A", "B", "C"]
    html = client.get("/lv/awards/").content.decode()
    assert re.findall(r'href="#y(\d+)"', html) == ["2015", "2012"]
    assert re.findall(r'<h2 id="y(\d+)"', html) == ["2015", "2012"]


@pytest.mark.parametrize("outcome", Award.Outcome.values)
def test_outcome_stands_beside_the_honour_in_words(client, outcome):
    factories.award(outcome=outcome)
    (card,) = cards(client)
    assert f'<span class="tag {outcome}">{outcome}</span>' in card


def test_recipient_may_be_a_body_a_group_without_names_or_nobody_named(client):
    factories.award(position=1, organisation=factories.organisation(in_directory=False, name_lv="Birojs"))
    factories.award(position=2, described_group_lv="Cilvēki, kas palīdz")
    factories.award(position=3, honour_lv="Gada balva")
    heads = [words(re.search(r"<h3>.*?</h3>", card)[0]) for card in cards(client, "lv")]
    assert heads == ["Birojs", "Cilvēki, kas palīdz", "Gada balva"]


@pytest.mark.parametrize("name", ["Gita 0", "Džons Kerijs", "Balvas pasniegšana", "Varoņa balva"])
def test_hidden_person_event_or_award_is_not_shown(client, name):
    award = whole_award()
    item = {
        "Gita 0": award.person,
        "Džons Kerijs": award.presented_by,
        "Balvas pasniegšana": award.event,
        "Varoņa balva": award,
    }[name]
    assert name in "".join(cards(client))
    item.is_published = False
    item.save()
    assert name not in "".join(cards(client))
    # Without its recipient or itself there is no award; without the rest there is less of it.
    assert len(cards(client)) == (0 if name in {"Gita 0", "Varoņa balva"} else 1)


def test_award_of_a_hidden_body_is_not_shown(client):
    body = factories.organisation(in_directory=False, name_lv="Birojs")
    factories.award(organisation=body)
    assert cards(client)
    body.is_published = False
    body.save()
    assert not cards(client)


def test_awards_take_at_most_six_queries_with_one_row_and_with_three(client, settings):
    settings.CONTENT_VERSION_SECONDS = 60
    factories.page("awards")

    def queries(rows: int) -> int:
        assert len(cards(client)) == rows
        with CaptureQueriesContext(connection) as captured:
            cards(client)
        return len(captured)

    whole_award()
    one = queries(1)
    whole_award()
    whole_award()
    assert queries(3) == one <= 6
