"""What words find and in which order, on directories of a few rows."""

import random

import pytest

from tests.search.source import TERMS, Row, Rows, found
from trafficking.search.index import Index
from trafficking.search.ranking import search
from trafficking.search.vocabulary import Term

LEGAL = Row("legal", ("Biedrība A",), terms=("service:legal",))
PSYCH = Row("psych", ("Biedrība B",), terms=("service:psych",))
BOTH = Row("both", ("Biedrība C",), terms=("service:legal", "service:psych"))


@pytest.mark.parametrize("text", ["jurists", "juristam", "JURISTS!", "юриста", "yurist", "jurits", "juri", "juridisku"])
def test_word_finds_those_that_offer_what_it_means(text):
    assert found(text, PSYCH, LEGAL) == ["legal"]


def test_nothing_typed_is_everything_in_the_editors_order():
    assert found("", PSYCH, LEGAL, BOTH) == ["psych", "legal", "both"]
    assert found("   ", PSYCH, LEGAL) == ["psych", "legal"]


@pytest.mark.parametrize("text", ["xqzvwk", "…", "?!", "зщхъфъ"])
def test_what_nobody_can_mean_finds_nothing(text):
    assert found(text, PSYCH, LEGAL) == []


def test_equal_ones_keep_the_editors_order():
    rows = [Row(key, terms=("service:legal",)) for key in ("c", "a", "b")]
    assert found("jurists", *rows) == ["c", "a", "b"]


def test_who_fits_more_words_comes_first():
    assert found("jurists psihologs", LEGAL, PSYCH, BOTH)[0] == "both"


def test_results_far_below_the_best_are_dropped():
    mentions = Row("mentions", ("Biedrība D",), text="Juristu pie mums nav.")
    assert found("jurists", mentions) == ["mentions"]
    assert found("jurists", mentions, LEGAL) == ["legal"]


def test_a_vague_word_says_less_than_a_clear_one():
    # "palīdzība" means both kinds of help, "psihologs" one.
    assert found("psihologa palīdzība", LEGAL, PSYCH)[0] == "psych"


def test_whole_phrase_counts_more_than_its_words():
    named = Row("named", ("Mājas atbalsts",))
    shelter = Row("shelter", ("Biedrība E",), terms=("service:shelter",))
    assert found("drošā māja", named, shelter)[0] == "shelter"


def test_words_of_a_phrase_may_stand_in_any_order_and_apart():
    shelter = Row("shelter", terms=("service:shelter",))
    assert found("māja kur ir droši", LEGAL, shelter)[0] == "shelter"


def test_name_is_found_in_either_alphabet_and_any_form():
    marta, other = Row("marta", ("Resursu centrs „Marta”",)), Row("other", ("Krīžu centrs „Skalbes”",))
    for text in ("marta", "Martas", "Марта", "центр Марта", "resursu centrs marta"):
        assert found(text, other, marta)[0] == "marta", text


def test_whole_name_comes_before_names_that_hold_it():
    rows = Row("long", ("Ogres biedrība Marta un draugi",)), Row("very", ("Marta",))
    assert found("marta", *rows) == ["very", "long"]


def test_name_does_not_hide_those_who_give_that_help():
    named = Row("named", ("Juridiskā biedrība",), terms=("service:legal",))
    assert found("juridiskā", LEGAL, named) == ["named", "legal"]


def test_beginning_of_a_name_does_not_hide_those_who_give_that_help():
    named, vague = Row("named", ("Krīžu centrs",)), Row("vague", terms=("service:vague",))
    known = (*TERMS, *(Term("service", slug, ("krīzes psihologa palīdzība",)) for slug in ("vague", "other")))
    index = Index(Rows([vague, named], known))
    for typed in ("kri", "krī", "криз"):
        result = search(index, typed)
        assert [index.keys[number] for number in result.numbers(index.everything)] == ["named", "vague"], typed


def test_name_that_is_nearly_typed_comes_before_one_of_which_little_is():
    rows = Row("long", ("Martinsalas centrs",)), Row("short", ("Marta",))
    assert found("mar", *rows) == ["short", "long"]


def test_beginning_of_a_name_comes_before_mere_mentions():
    mentions = Row("mentions", text="Skaties internetā.")
    assert found("ska", mentions) == ["mentions"]
    assert found("ska", mentions, Row("named", ("Skalbes",))) == ["named"]


def test_mistyped_name_is_found_when_the_word_is_nothing_else():
    dardedze = Row("dardedze", ("Centrs „Dardedze”",))
    assert found("dardeze", LEGAL, dardedze) == ["dardedze"]
    assert found("dradedze", LEGAL, dardedze) == ["dardedze"]
    assert found("centrs dardze", LEGAL, dardedze) == ["dardedze"]


def test_name_as_it_stands_is_surer_than_a_likeness():
    named = Row("named", ("Jurits",))
    assert found("jurits", LEGAL, named)[0] == "named"


def test_text_is_never_compared_loosely():
    row = Row("row", text="Pie mums ir bibliotēka.")
    assert found("bibliotēkā", row) == ["row"]
    assert found("biblotēka", row) == []


def test_last_word_may_be_unfinished_in_names_and_texts():
    row = Row("row", ("Skalbes",), text="Pie mums ir bibliotēka.")
    assert found("ska", row) == ["row"]
    assert found("bibl", row) == ["row"]
    assert found("bibl jurists", LEGAL, row) == ["legal"]


@pytest.mark.parametrize("text", ["+371 67 000 001", "67000001", "6700-0001", "0037167000001"])
def test_telephone_number_is_found_however_it_is_written(text):
    assert found(text, Row("one", numbers=("+37167000001",)), Row("two", numbers=("+37167000002",))) == ["one"]


def test_unknown_telephone_number_finds_nothing():
    assert found("67000009", Row("one", ("A 67000009",), numbers=("+37167000001",))) == []


def test_place_that_is_served_comes_before_an_office_there_and_both_before_the_whole_country():
    rows = (
        Row("country", terms=("area:latvia", "service:legal")),
        Row("office", terms=("town:riga", "service:legal")),
        Row("served", terms=("area:riga", "service:legal")),
        Row("elsewhere", terms=("area:ogre", "service:legal")),
    )
    assert found("jurists Rīgā", *rows)[:3] == ["served", "office", "country"]
    assert found("Рига", *rows) == ["served", "office", "country"]


def test_word_for_a_term_finds_a_name_in_another_language():
    centre = Row("centre", ("Resursu centrs sievietēm",))
    assert found("women", LEGAL, centre) == ["centre"]
    assert found("женщинам", LEGAL, centre) == ["centre"]


def test_language_and_service_together_come_before_either():
    rows = (LEGAL, Row("uk", terms=("language:uk",)), Row("both", terms=("service:legal", "language:uk")))
    assert found("jurists ukraiņu valodā", *rows)[0] == "both"


def test_situation_is_found_through_the_services_that_belong_to_it():
    assert found("pirms brauciena", PSYCH, LEGAL) == ["legal"]


def test_using_a_word_does_not_lift_those_whom_it_fits_anyway():
    talks = Row("talks", text="Jurists, jurists un vēlreiz jurists.", terms=("service:legal",))
    assert found("jurists", LEGAL, talks) == ["legal", "talks"]


def test_very_long_text_is_answered():
    assert found("jurists " * 500, LEGAL) == ["legal"]


def test_understood_terms_and_reasons_are_told():
    index = Index(Rows([LEGAL, Row("riga", ("Juristi",), text="jurists", terms=("area:riga",))]))
    result = search(index, "jurists Rīgā")
    assert set(result.terms) == {("service", "legal"), ("area", "riga")}
    assert {(hit.kind, hit.what) for hit in result.why(0)} == {("service", "legal")}
    assert {hit.kind for hit in result.why(1)} == {"name", "area", "text"}


def test_vague_words_are_not_said_to_be_understood_beside_clear_ones():
    index = Index(Rows([LEGAL, PSYCH]))
    assert search(index, "psihologa palīdzība").terms == (("service", "psych"),)


def test_order_in_which_the_database_hands_out_rows_does_not_matter():
    """Both databases rank alike: they may differ in the order of everything but the documents."""
    dice = random.Random(3)  # noqa: S311
    rows = [
        Row(str(number), (f"Biedrība {number}",), dice.choice(("jurists", "rīga", "")), (), (term,))
        for number, term in enumerate(
            dice.choices(("service:legal", "service:psych", "area:riga", "area:latvia"), k=60)
        )
    ]

    class Shuffled(Rows):
        def having(self):
            return iter(dice.sample(list(super().having()), k=len(list(super().having()))))

        def texts(self):
            return iter(dice.sample(list(super().texts()), k=len(self.rows)))

    for text in ("jurists", "jurists rīgā", "palīdzība", "biedrība", "jurits rigaa"):
        one, other = Index(Rows(rows)), Index(Shuffled(rows))
        assert list(search(one, text).numbers(one.everything)) == list(search(other, text).numbers(other.everything))


def test_word_whose_term_nobody_has_may_still_be_a_mistyped_name():
    shelter = Row("shelter", ("Притулок",), terms=("service:legal",))
    known = (*TERMS, Term("audience", "refugees", ("шукачам притулку",)))
    index = Index(Rows([LEGAL, shelter], known))
    result = search(index, "притулку")
    assert [index.keys[number] for number in result.numbers(index.everything)] == ["shelter"]
