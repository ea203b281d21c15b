import pytest

from trafficking.search import words
from trafficking.search.vocabulary import Term, Vocabulary, names_of

LEGAL = Term("service", "legal", ("Juridiskā palīdzība", "jurists", "Юридическая помощь", "lawyer"))
PSYCH = Term("service", "psych", ("Psiholoģiskā palīdzība", "psihologs", "Психологическая помощь", "counselling"))
LABOUR = Term("service", "labour", ("не платят зарплату", "nemaksā algu", "darba tiesības"))
RIGA = Term("area", "riga", ("Rīga", "Рига"))


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary([LEGAL, PSYCH, LABOUR, RIGA])


def meant(vocabulary, word: str, is_last: bool = True) -> set[str]:
    """The slugs of the terms that a typed word is taken for."""
    key = words.key(word)
    meanings = vocabulary.meanings(key, is_last) or vocabulary.lookalikes(key)
    return {vocabulary.terms[number].slug for number in vocabulary.terms_of(meanings)}


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        ("jurists", {"legal"}),
        ("juristam", {"legal"}),
        ("juristt", {"legal"}),
        ("jurits", {"legal"}),
        ("юридическую", {"legal"}),
        ("lawyers", {"legal"}),
        ("laywer", {"legal"}),
        ("psih", {"psych"}),
        ("ps", {"psych"}),
        ("психолог", {"psych"}),
        ("psycholog", {"psych"}),
        ("counseling", {"psych"}),
        ("palīdzību", {"legal", "psych"}),
        ("rigaa", {"riga"}),
        ("Рига", {"riga"}),
        ("xqzvwk", set()),
        ("112", set()),
    ],
)
def test_typed_word_means_terms(vocabulary, word, slugs):
    assert meant(vocabulary, word) == slugs


def test_two_letters_are_a_beginning_of_the_last_word_alone(vocabulary):
    assert meant(vocabulary, "ps", is_last=True) == {"psych"}
    assert meant(vocabulary, "ps", is_last=False) == set()


def test_the_surer_the_closer(vocabulary):
    exact, stem, beginning = (max(vocabulary.meanings(key).values()) for key in ("jurists", "juristam", "juris"))
    alike = max(vocabulary.lookalikes("jurits").values())
    assert 1 == exact > stem > beginning > alike > 0


def test_word_out_of_a_phrase_says_less_than_a_phrase_of_its_own(vocabulary):
    of_its_own = vocabulary.terms_of(vocabulary.meanings("psihologs"))
    out_of_two = vocabulary.terms_of(vocabulary.meanings("algu"))
    assert max(of_its_own.values()) > max(out_of_two.values())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("не платят зарплату", {"labour"}),
        ("зарплату мне не платят", {"labour"}),
        ("nemaksā man nekādu algu", {"labour"}),
        ("nemaksa algas", {"labour"}),
        ("не платят", set()),
        ("jurists", {"legal"}),
        ("juridiska palidziba", {"legal"}),
        ("jurists Rīgā", {"legal", "riga"}),
    ],
)
def test_phrase_is_whole_when_all_its_words_are_typed(vocabulary, text, whole):
    found = vocabulary.whole_phrases(
        [vocabulary.meanings(key) or vocabulary.lookalikes(key) for key in words.keys(text)]
    )
    assert {vocabulary.terms[phrase.term].slug for phrase in found} == whole


def test_one_word_does_not_stand_for_two(vocabulary):
    twice = Vocabulary([Term("service", "x", ("tiesības tiesa",))])
    assert list(twice.whole_phrases([twice.meanings(words.key("tiesības"))])) == []


def test_whole_text_calls_a_term(vocabulary):
    assert vocabulary.called("НЕ ПЛАТЯТ ЗАРПЛАТУ!") == {2}
    assert vocabulary.called("платят зарплату") == set()


def test_names_are_told_apart_by_commas_semicolons_and_lines():
    assert names_of("viens, divi;trīs\n четыре ", None, "", "viens") == ("viens", "divi", "trīs", "четыре")
