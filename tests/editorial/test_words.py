"""Word by word: what changed shows, what did not is not flagged, and it takes no long time."""

import random
import time

import pytest

from trafficking.editorial.differences import Piece, differ, folded, signs, words

MARKS = {"same": "{}", "added": "+{{{}}}", "removed": "-{{{}}}"}


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing is secret here


def shown(pieces: list[Piece]) -> str:
    """Pieces in one line: -{removed} +{added} and the rest as it is."""
    return "".join(MARKS[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Zvaniet mums", "Zvaniet mums", "Zvaniet mums"),
        ("", "Jauns", "+{Jauns}"),
        ("Vecs", "", "-{Vecs}"),
        ("Zvaniet mums šodien", "Zvaniet viņiem šodien", "Zvaniet -{mums}+{viņiem} šodien"),
        ("Zvaniet šodien", "Zvaniet mums šodien", "Zvaniet +{mums }šodien"),
        ("viens divi trīs", "četri pieci trīs", "-{viens divi}+{četri pieci} trīs"),
        ("Vai tā ir?", "Vai tā ir!", "Vai tā ir-{?}+{!}"),
        ("Помощь людям", "Помощь женщинам", "Помощь -{людям}+{женщинам}"),
        ("п’ять осіб", "шість осіб", "-{п’ять}+{шість} осіб"),
        ("зв'язки з пресою", "зв’язки з пресою", "-{зв'язки}+{зв’язки} з пресою"),
        ("Tālrunis +371 67378539, Rīga", "Tālrunis +371 67378540, Rīga", "Tālrunis +371 -{67378539}+{67378540}, Rīga"),
        ("sk. https://marta.lv/a.", "sk. https://marta.lv/b.", "sk. -{https://marta.lv/a}+{https://marta.lv/b}."),
        ("a\nb", "a\nc\nb", "a\n+{c\n}b"),
        # A letter composed of two signs is the letter.
        ("Ri\u0304ga", "R\u012bga", "Rīga"),
        # Plain text stays as it was typed.
        ("5 < 6 &amp; 7", "5 < 6 & 7", "5 < 6 &-{amp;} 7"),
    ],
)
def test_plain_texts(before, after, expected):
    assert shown(words(before, after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<p>Viens</p>", "<p>Viens</p>", "Viens"),
        ("<p>Rūta &amp; Co&nbsp;&lt;3</p>", "<p>Rūta &amp; SIA&nbsp;&lt;3</p>", "Rūta & -{Co}+{SIA}\xa0<3"),
        (
            '<p>Centrs <a href="https://marta.lv/">Marta</a></p>',
            '<p>Centrs <a href="https://marta.org/">Marta</a></p>',
            "Centrs [Marta] -{[https://marta.lv/]}+{[https://marta.org/]}",
        ),
        (
            '<p>Zvaniet <a href="tel:+37167000001">mums</a></p>',
            '<p>Zvaniet <a href="tel:+37167000002">mums</a></p>',
            "Zvaniet [mums] -{[tel:+37167000001]}+{[tel:+37167000002]}",
        ),
        ("<p>Tas ir svarīgi.</p>", "<p>Tas ir <strong>svarīgi</strong>.</p>", "Tas ir +{[bold: }svarīgi+{]}."),
        ("<p><em>ne</em></p>", "<p>ne</p>", "-{[italic: }ne-{]}"),
        ("<p>Virsraksts</p>", "<h2>Virsraksts</h2>", "+{[heading 2] }Virsraksts"),
        ("<h2>A</h2><p>B</p>", "<h3>A</h3><p>B</p>", "-{[heading 2] }+{[heading 3] }A¶\nB"),
        ("<p>A B</p>", "<p>A</p><p>B</p>", "A-{ }+{¶\n}B"),
        ("<p>A<br>B</p>", "<p>A B</p>", "A-{↵\n}+{ }B"),
        ("<p>A</p>", "<ul><li><p>A</p></li></ul>", "+{• }A"),
        (
            "<ol><li>A</li><li>B</li></ol>",
            "<ol><li>Jauns</li><li>A</li><li>B</li></ol>",
            "[numbered] +{Jauns¶\n[numbered] }A¶\n[numbered] B",
        ),
        ("<ul><li>A<ul><li>B</li></ul></li></ul>", "<ul><li>A</li><li>B</li></ul>", "• A¶\n• -{• }B"),
        ("<blockquote><p>A</p></blockquote>", "<p>A</p>", "-{[quotation] }A"),
        ('<p>Viņa <span lang="en">said</span></p>', '<p>Viņa <span lang="ru">said</span></p>', None),
        # What no reader sees is no difference.
        ("<p>A  B</p>\n<p></p><p>C</p>", "<p>A B</p><p>C</p>", "A B¶\nC"),
        ('<p><a href="/x" rel="noopener">A</a></p>', '<p><a href="/x">A</a></p>', "[A] [/x]"),
        ("", "<p>A</p><p>B</p>", "+{A¶\nB}"),
        # Texts that are broken are read as far as they go.
        ("<p>A <strong>B", "<p>A <strong>C</p></div>", "A [bold: -{B}+{C}"),
    ],
)
def test_rich_texts_are_read_not_their_html(before, after, expected):
    pieces = words(before, after)
    assert "<p" not in shown(pieces)
    if expected is None:
        assert differ(pieces)
    else:
        assert shown(pieces) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("+371 67 378 539", "+371 67 378 540", "+371 67 378 5-{39}+{40}"),
        ("+371 67 378 512", "+371 67 378 521", "+371 67 378 5-{12}+{21}"),
        ("112", "1122", "112+{2}"),
        ("+371 800 020 12", "+371 80 002 0125", "+371 80-{0 020 12}+{ 002 0125}"),
        ("", "112", "+{112}"),
        ("112", "112", "112"),
    ],
)
def test_numbers_show_each_changed_digit(before, after, expected):
    assert shown(signs(before, after)) == expected


def test_pieces_put_together_are_the_two_texts():
    dice = chance(1)
    vocabulary = "ja nē , . \n un vai 12 Rīga помощь".split(" ")
    for _ in range(300):
        before, after = (" ".join(dice.choices(vocabulary, k=dice.randrange(30))) for _side in range(2))
        pieces = words(before, after)
        assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
        assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def long_text(number: int, seed: int, vocabulary: int) -> list[str]:
    dice = chance(seed)
    return [f"vārds{dice.randrange(vocabulary)}" for _ in range(number)]


@pytest.mark.parametrize("vocabulary", [1, 50, 5_000, 1_000_000])
def test_few_changes_in_twenty_thousand_words_are_found_alone(vocabulary):
    before = long_text(20_000, 1, vocabulary)
    after = before.copy()
    for place in (5, 7_000, 7_500, 19_990):
        after[place] = "JAUNS"
    after[12_000:12_000] = ["VĒL", "DIVI"]
    pieces = words(" ".join(before), " ".join(after))
    assert sum(len(piece.text.split()) for piece in pieces if piece.kind == "added") == 6


@pytest.mark.parametrize("vocabulary", [1, 50, 5_000, 1_000_000])
@pytest.mark.parametrize("what", ["another text", "shuffled", "doubled"])
def test_twenty_thousand_words_take_no_long_time_whatever_they_are(vocabulary, what):
    before = long_text(20_000, 1, vocabulary)
    after = {
        "another text": long_text(20_000, 2, vocabulary),
        "shuffled": chance(3).sample(before, len(before)),
        "doubled": [word for word in before for _ in range(2)],
    }[what]
    begun = time.process_time()
    words(" ".join(before), " ".join(after))
    assert time.process_time() - begun < 5


def test_long_unchanged_middle_is_folded_and_the_words_beside_a_change_stay():
    middle = " ".join(f"vārds{number}" for number in range(200))
    pieces = folded(words(f"Vecs {middle} beigas", f"Jauns {middle} cits"))
    assert [piece.kind for piece in pieces] == ["removed", "added", "same", "folded", "same", "removed", "added"]
    assert "".join(piece.text for piece in pieces if piece.kind in {"same", "folded"}) == f" {middle} "
    assert len(pieces[2].text.split()) == len(pieces[4].text.split()) == 15
    assert folded(words("Īss teksts", "Īss cits")) == words("Īss teksts", "Īss cits")
