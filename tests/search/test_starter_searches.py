"""What people type, in four languages, against the first content: recall at five and first hits.

Whom a search must find follows from the starter content: who is listed for which kind of help, or whose name it is.
"""

import pytest

from trafficking.models import Organisation
from trafficking.search import directory
from trafficking.starter import loader

pytestmark = pytest.mark.django_db

BEFORE_TRAVEL = {"pdm", "marta", "iom"}
SUPPORT = {"pdm", "marta", "dardedze", "skalbes"}

SEARCHES: dict[frozenset[str], str] = {
    # legal help: as written, without diacritics, inflected, mistyped, beginning, Latin-typed Russian
    frozenset(BEFORE_TRAVEL): """
        juridiskā palīdzība; juridiska palidziba; juridisko palīdzību; juridiskaa paliidziiba; jurists;
        juristam; jurista konsultācija; advokāts; advokats; bezmaksas jurists; jurid; legal aid; lawyer;
        free lawyer; solicitor; legal advice; юрист; юридическая помощь; юридическую помощь; адвокат;
        yurist; yuridicheskaya pomosch; advokat; юридична допомога; безкоштовний юрист; правова допомога;
        юриста; lawyr; advokts; darbs ārzemēs; darbu arzemes; darba līgums ārzemēs; work abroad; job abroad;
        работа за границей; rabota za granicej; робота за кордоном
    """,
    frozenset(SUPPORT): """
        psihologs; psihologam; psiholoģe; psiholoģiskā palīdzība; psihologiska palidziba; psihologiskaa
        palidziba; psih; psihoterapeits; psychologist; psychological help; counselling; therapist; психолог;
        психологу; психологическая помощь; психологічна допомога; психологічна підтримка; psykholog;
        psiholog; психолога; ārsts; ārstam; arsts; medicīniska palīdzība; mediciniska palidziba; doctor;
        medical help; врач; врача; медицинская помощь; лікар; лікарю; медична допомога; vrach;
        rehabilitācija; rehabilitacija; rehabilitation; реабилитация; реабілітація; rehabilitācijas
        pakalpojumi
    """,
    frozenset({"marta"}): "marta; Марта; martai; centrs marta; resursu centrs sievietēm; 67378539; +371 67378539",
    frozenset({"dardedze"}): "dardedze; dardedzē; Дардедзе; dardedz; centrs dardedze; dardeze; 67600686",
    frozenset({"skalbes"}): "skalbes; skalbēs; Скалбес; krizu centrs skalbes; krīžu centrs; skalbs; 67222922",
    frozenset({"pdm"}): "drošā māja; drosa maja; droša māja; drošajā mājā; patvērums drošā māja; 28612120",
    frozenset({"iom"}): "iom; starptautiskā migrācijas organizācija; migracijas organizacija; МОМ; 67503626",
}  # fmt: skip
LABELLED = [
    (" ".join(search.split()), expected)
    for expected, text in SEARCHES.items()
    for search in text.split(";")
    if search.strip()
]


@pytest.fixture
def slugs():
    """The first five of a search, by slug."""
    loader.load()
    names = dict(Organisation.objects.values_list("pk", "slug"))
    return lambda search: [names[key] for key in directory.find(search).ids(0, 5)]


def test_searches_find_whom_they_mean(slugs):
    recall, first, missed = 0.0, 0, []
    for search, expected in LABELLED:
        found = slugs(search)
        recall += len(expected & set(found)) / len(expected)
        first += bool(found) and found[0] in expected
        if not found or found[0] not in expected or not expected <= set(found):
            missed.append((search, found))
    assert len(LABELLED) >= 100
    assert recall / len(LABELLED) >= 0.95, missed
    assert first / len(LABELLED) >= 0.9, missed


@pytest.mark.parametrize("search", ["xqzvwk", "qqqq", "ъъъ", "%%%", "' OR 1=1", "<script>"])
def test_gibberish_finds_nothing(slugs, search):
    assert slugs(search) == []


def test_word_of_a_confidential_or_hidden_text_is_not_found(slugs):
    assert slugs("zirgskābene") == []
    organisation = Organisation.objects.get(slug="marta")
    organisation.summary_lv = "Zirgskābene"
    organisation.save()
    assert slugs("zirgskābene") == ["marta"]
    organisation.is_published = False
    organisation.save()
    assert slugs("zirgskābene") == []
