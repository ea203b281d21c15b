import pytest

from trafficking.search.wordlist import WordList

KEYS = ["jurists", "juridisks", "psiholog", "tulks", "112", "2015"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jur", ["juridisks", "jurists"]),
        ("ju", ["juridisks", "jurists"]),
        ("j", []),
        ("jurists", ["jurists"]),
        ("20", ["2015"]),
        ("x", []),
        ("zz", []),
    ],
)
def test_beginnings(typed, found):
    assert WordList(KEYS).beginning_with(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jurits", {"jurists"}),
        ("juridsks", {"juridisks"}),
        ("pisholog", {"psiholog"}),
        ("tluks", {"tulks"}),
        ("tul", set()),  # three letters are alike by chance
        ("2016", set()),  # another number is another number
        ("kskzvk", set()),
    ],
)
def test_mistyped_words(typed, found):
    assert set(WordList(KEYS).alike(typed)) == found


def test_a_word_is_not_taken_for_a_much_longer_one():
    assert WordList(["abcdefghij"]).alike("abcde") == {}
