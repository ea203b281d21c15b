import pytest

from tests import factories
from trafficking.editorial.checks import findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def marta():
    organisation = factories.organisation(name_lv="Marta", is_published=False)
    factories.phone(organisation, "+37167378539")
    return organisation


def of_page(**texts) -> list[str]:
    return [str(finding) for finding in findings(factories.page("a", **texts))]


@pytest.mark.parametrize(
    "number",
    [
        "67378539",
        "+37167378539",
        "+371 67 378 539",
        "+ 371 6737-8539",
        "(+371) 67.37.85.39",
        "0037167378539",
        "67\u00a0378\u00a0539",
        "(67)378539",
    ],
)
@pytest.mark.parametrize("text", ["Zvaniet {}!", "{}", "No 2003. gada 12. maija: {}, 10–18", "29 000 000, {}"])
def test_number_is_found_in_any_writing(number, text):
    [finding] = of_page(lead_lv=text.format(number))
    assert finding.startswith("Lead (Latvian): The number +371 67 378 539 of “Marta” is typed into the text.")


@pytest.mark.parametrize(
    "body",
    [
        "<p>Tālr. 67 <strong>378</strong> 539</p>",
        '<p><a href="tel:+37167378539">Zvaniet mums</a></p>',
        "<ul><li><p>67378539</p></li></ul>",
    ],
)
def test_number_is_found_behind_marks_and_links(body):
    assert len(of_page(body_lv=body)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Zvaniet 112.",
        "67378530",
        "167378539",
        "673785390",
        "+37067378539",
        "2003. gada 12. maijā, 10 000 skolēnu",
        "67378, 539",
        "67/378/539",
    ],
)
def test_other_numbers_are_right(text):
    assert of_page(lead_lv=text) == []


def test_number_of_another_country_is_found_at_home_and_from_abroad(marta):
    factories.phone(marta, "+37052123456")
    page = factories.page("a")
    for number in ("+370 5 212 3456", "(5) 212 3456", "0 5 212 3456"):
        page.lead_lv = number
        assert len(findings(page)) == 1, number


def test_number_is_found_in_an_organisations_own_text_and_its_childrens(marta):
    marta.alert_lv = "Zvaniet 67378539."
    assert [each.field for each in findings(marta)] == ["alert"]
    other = factories.organisation((factories.service_type(),))
    other.services.update(details_lv="Jautājiet: 67378539")
    [finding] = findings(other)
    assert finding.place.startswith("services/")


def test_text_full_of_figures_is_answered_with_few_questions(django_assert_max_num_queries):
    page = factories.page("a", body_lv=f"<p>{' '.join(str(each) for each in range(100000, 100400))}</p>")
    with django_assert_max_num_queries(30):
        findings(page)
