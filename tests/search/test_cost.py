"""Words that ask for help free of charge."""

import pytest

from trafficking.search.cost import without_free


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("bezmaksas jurists", "jurists"),
        ("jurists bez maksas Rīgā", "jurists Rīgā"),
        ("par brīvu advokāts", "advokāts"),
        ("bezmaskas psihologs", "psihologs"),
        ("psihologs, bezmaks", "psihologs"),
        ("free", ""),
        ("Doctor for free!", "Doctor"),
        ("free of charge lawyer", "lawyer"),
        ("бесплатного врача", "врача"),
        ("юрист без оплаты", "юрист"),
        ("besplatnyj yurist", "yurist"),
        ("безкоштовна консультація", "консультація"),
        ("психолог безоплатно", "психолог"),
        ("бескоштовно", ""),
    ],
)
def test_words_that_ask_for_free_help_are_taken_out(text, left):
    assert without_free(text) == (left, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jurists",
        "brīva vieta patversmē",  # a vacant place
        "cik maksā jurists",
        "I want to be free",
        "not free to leave",
        "toll-free number",
        "freedom",
        "French lawyer",
        "безопасность",
        "бесплодие",
        "без документов",
        "bezpajumtnieks",
    ],
)
def test_other_words_stay_as_they_are(text):
    assert without_free(text) == (text, False)
