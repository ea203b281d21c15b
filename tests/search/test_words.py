"""Words as keys: what must meet, what must stay apart."""

import unicodedata

import pytest

from trafficking.search import words

SAME_KEY = [
    ("psihologs", "Psihologs", "PSIHOLOGS"),
    ("drošā", "drosa", "drosha", "droša"),
    ("māja", "maja", "maaja"),
    ("palīdzība", "palidziba", "paliidziiba"),
    ("ķēde", "kede"),
    ("юрист", "yurist", "jurist"),
    ("помощь", "pomosch", "pomoshch", "pomosh"),
    ("юридическая", "yuridicheskaya", "juridicheskaja"),
    ("психолог", "psiholog", "psikholog"),
    ("полиция", "policija", "politsiya"),
    ("жильё", "zhilyo", "жилье"),
    ("притулок", "pritulok", "prytulok"),
    ("лікар", "likar"),
    ("п'ять", "пять", "п’ять"),
    ("Дардедзе", "Dardedze", "dardedzē"),
    ("Марта", "Marta"),
]

SAME_STEM = [
    ("psihologs", "psihologa", "psihologam", "psihologu", "psiholoģiem", "психолога", "психологу"),
    ("patvērums", "patvērumā", "patvēruma", "patverumu"),
    ("patversme", "patversmē", "patversmes", "patversmi"),
    ("jurists", "juristi", "juristam", "юриста", "юристы"),
    ("darbs", "darbu", "darba", "darbam"),
    ("bērns", "bērniem", "bērnu"),
    ("lawyer", "lawyers"),
    ("лікар", "лікаря", "лікарю"),
    ("женщина", "женщинам", "женщины"),
]

APART = [
    ("darbs", "dārzs"),
    ("marta", "maria"),
    ("й", "и"),
    ("2011", "2001"),
    ("2011", "211"),
]


@pytest.mark.parametrize("spellings", SAME_KEY, ids=lambda spellings: spellings[0])
def test_spellings_of_one_word_have_one_key(spellings):
    assert len({words.key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("forms", SAME_STEM, ids=lambda forms: forms[0])
def test_forms_of_one_word_have_one_stem(forms):
    assert len({words.stem(words.key(form)) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one, other):
    assert words.key(one) != words.key(other)


@pytest.mark.parametrize("word", ["й", "ё", "ї", "ā", "č", "ģ", "район"])
def test_composed_and_decomposed_letters_are_the_same(word):
    assert words.key(unicodedata.normalize("NFD", word)) == words.key(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize("word", ["alga", "darb", "suds", "mer"])
def test_stem_leaves_at_least_four_letters_or_the_whole_word(word):
    stem = words.stem(word)
    assert len(stem) >= words.SHORTEST_STEM or stem == word


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Man vajag juristu!", ["juristu"]),
        ("где переночевать", ["perenocevat"]),
        ("I need a lawyer in Riga", ["laver", "riga"]),
        ("потрібен лікар", ["likar"]),
        ("gribu ēst", ["est"]),
        ("есть ли у вас юрист", ["li", "vas", "jurist"]),  # "there is", not "to eat"
        ("хочу есть", ["hocu", "est"]),
        ("par", ["par"]),  # nothing but a word that says nothing
        ("112", ["112"]),
        ("a b c", ["a", "b", "c"]),
        ("24/7", ["24", "7"]),
        ("", []),
        ("…!?", []),
    ],
)
def test_keys_are_those_of_telling_words(text, keys):
    assert words.keys(text) == keys


def test_stems_of_a_text_are_those_of_its_keys():
    text = "Mūsu juristi palīdz visiem: bez maksas, latviski un po-russki. Tālr. 112, 24/7."
    assert words.stems(text) == {words.stem(key) for key in words.keys(text) if len(key) > 1}


def test_whole_text_keeps_the_words_that_say_nothing():
    assert words.whole("gribu mirt") != words.whole("mirt")
    assert words.whole("Juridisku palīdzību") == words.whole("juridiska palidziba")


def test_plain_keeps_words_of_neighbouring_elements_apart():
    assert words.plain("<li>viens</li><li>divi&nbsp;trīs</li>").split() == ["viens", "divi", "trīs"]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+371 2861 2120", "28612120"),
        ("28612120", "28612120"),
        ("2861-2120", "28612120"),
        ("(00371) 28612120", "28612120"),
        ("7378539", "7378539"),
        ("112", None),
        ("2015", None),
        ("tālr. 28612120", None),
        ("LV-1011 1234567", None),
        ("", None),
    ],
)
def test_telephone_numbers_are_known_by_their_last_eight_digits(text, digits):
    assert words.phone_digits(text) == digits


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("jurists", "juriss", True),
        ("jurists", "juristss", True),
        ("jurists", "jurasts", True),
        ("jurists", "juritss", True),
        ("jurists", "jurists", False),
        ("jurists", "jurits", True),
        ("jurists", "jurti", False),
        ("ab", "ba", True),
        ("a", "", True),
        ("", "", False),
        ("tirans", "tiarns", True),
        ("tirans", "tiarnu", False),
    ],
)
def test_one_mistake(one, other, answer):
    assert words.one_mistake(one, other) is answer
    assert words.one_mistake(other, one) is answer


def test_likeness_lies_between_nothing_and_one():
    assert words.likeness("jurists", "jurists") == 1
    assert 0 < words.likeness("jurists", "juristam") < 1
    assert words.likeness("jurists", "xqz") == 0
    assert words.likeness("tirans", "tiarns") > words.likeness("tirans", "tinars")
