"""Each check that needs nothing but a text: what it finds, and what looks like it and is right."""

import pytest
from django.utils import translation

from trafficking.editorial.checks import addresses, headings, quotes, scripts, wording
from trafficking.editorial.checks.finding import Kind, at
from trafficking.editorial.passages import Passage
from trafficking.models import Event, Organisation, Page


def passage(text: str, column: str = "body_lv", model: type = Page) -> Passage:
    return Passage(model._meta.get_field(column), text)


def found(check, text: str, column: str = "body_lv", model: type = Page) -> list[tuple[Kind, str]]:
    return list(check.remarks(passage(text, column, model)))


def kinds(check, text: str, column: str = "body_lv", model: type = Page) -> list[str]:
    return [kind.value for kind, _message in found(check, text, column, model)]


# --- Headings ---


@pytest.mark.parametrize(
    "text",
    [
        "<p>Bez virsrakstiem</p>",
        "<h2>Viens</h2><h3>Divi</h3><h4>Trīs</h4><h2>Atkal viens</h2>",
        "<h2>Viens</h2><p>Teksts</p><h2>Divi</h2><h3>Trīs</h3>",
    ],
)
def test_headings_in_their_order_are_right(text):
    assert found(headings, text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<h3>Sākums</h3>", "The heading “Sākums” is of level 3; here it must be of level 2."),
        ("<h2>Viens</h2><h4>Divi</h4>", "The heading “Divi” is of level 4; here it must be of level 3."),
    ],
)
def test_heading_that_leaves_a_level_out_is_a_blocker(text, message):
    assert found(headings, text) == [(Kind.BLOCKER, message)]


def test_each_jump_is_told_once():
    assert kinds(headings, "<h4>A</h4><h4>B</h4><h2>C</h2><h4>D</h4>") == ["blocker", "blocker"]


@pytest.mark.parametrize("empty", ["<h2></h2>", "<h2> <br></h2>", "<h3><strong></strong></h3>"])
def test_empty_heading_is_a_warning_and_no_jump(empty):
    assert kinds(headings, f"{empty}<h2>Viens</h2>") == ["warning"]


def test_headings_are_no_matter_of_plain_texts():
    assert found(headings, "<h4>", "lead_lv") == []


# --- Links ---


@pytest.mark.parametrize(
    "text",
    [
        '<p><a href="https://marta.lv/lv/">centrs „Marta”</a>',
        '<p><a href="https://marta.lv/">marta.lv</a>',
        '<p><a href="mailto:info@marta.lv">info@marta.lv</a>',
        '<p><a href="/lv/help/">kur saņemt palīdzību</a>',
        '<p><a href="https://www.state.gov/x/">par / pret</a>',
        "<p>https://marta.lv/ bez saites",
    ],
)
def test_links_with_words_are_right(text):
    assert found(addresses, text) == []


@pytest.mark.parametrize("words", ["https://marta.lv/lv/x", "www.marta.lv/lv/x", "HTTPS://marta.lv", "marta.lv/lv/x"])
def test_bare_address_as_the_words_of_a_link_is_a_warning(words):
    [(kind, message)] = found(addresses, f'<p>Skat. <a href="https://www.marta.lv/lv/x">{words}</a>')
    assert kind is Kind.WARNING
    assert f"The link “{words}” shows a bare address." in message


@pytest.mark.parametrize("words", ["šeit", "Here", "click here", "здесь", "тут", "За посиланням"])
def test_words_that_say_nothing_are_a_warning(words):
    [(kind, message)] = found(addresses, f'<p><a href="https://marta.lv/">{words}</a>')
    assert kind is Kind.WARNING
    assert "does not say where it leads" in message


def test_link_without_words_is_a_warning():
    assert kinds(addresses, '<p><a href="https://marta.lv/"> </a>') == ["warning"]


@pytest.mark.parametrize(("model", "column"), [(Page, "outside_url"), (Organisation, "website")])
def test_address_that_is_not_encrypted_is_a_warning_in_fields_too(model, column):
    [(kind, message)] = found(addresses, "http://marta.lv/", column, model)
    assert kind is Kind.WARNING
    assert message.startswith("http://marta.lv/ is not encrypted.")
    assert found(addresses, "https://marta.lv/", column, model) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https://user:secret@example.org/",
        "https://localhost:8000/lv/",
        "https://server/",
        "https://printer.local/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[nonsense/",
        "/admin/trafficking/page/",
        "/preview/abc/",
    ],
)
def test_address_that_no_visitor_can_or_should_open_is_a_blocker(address):
    assert kinds(addresses, f'<p><a href="{address}">vārdi</a>') == ["blocker"]


@pytest.mark.parametrize(
    "address", ["https://193.0.0.1/", "https://example.org:8443/", "tel:112", "#part-1", "/lv/admin/"]
)
def test_address_that_visitors_can_open_is_right(address):
    assert found(addresses, f'<p><a href="{address}">vārdi</a>') == []


def test_letters_that_look_like_others_are_shown_for_what_they_are():
    [(kind, message)] = found(addresses, '<p><a href="https://mаrta.lv/">centrs</a>')  # the first a is Cyrillic
    assert kind is Kind.WARNING
    assert "xn--mrta-53d.lv" in message


# --- Quotation marks ---

BALANCED = [
    "Biedrība „Patvērums „Drošā māja””",
    "Society “Shelter “Safe House””",
    "Общество «Приют „Безопасный дом“»",
    "Товариство «Притулок „Безпечний дім“» у зв’язку з п'ятим з’їздом",
    "people’s rights and the traffickers' lies",
    'The "straight" ones',
    "«Lilya 4-Ever» и „Marta“ (“Beware and protect yourself”)",
    "„Lasiet “Beware” tagad”",
    'Ekrāns 15" un 17" plats',
    'Izmērs 15"',
    "“First paragraph.\n“Second paragraph.”",
    "",
]
UNBALANCED = [
    "Biedrība „Marta",
    "Biedrība Marta”",
    "Filma Lilya 4-Ever” un vairāk",
    "Society “Safe House",
    "Общество «Приют",
    "Общество Приют»",
    "«Притулок „Безпечний дім»",
    "„Marta»",
    'A "straight one',
    '„Marta"',
]


@pytest.mark.parametrize("text", BALANCED)
@pytest.mark.parametrize("column", ["title_lv", "title_uk"])
def test_quotation_marks_that_are_closed_are_right(text, column):
    assert found(quotes, text, column) == []


@pytest.mark.parametrize("text", UNBALANCED)
def test_quotation_mark_without_its_counterpart_is_a_warning(text):
    [(kind, message)] = found(quotes, text, "title_lv")
    assert kind is Kind.WARNING
    assert text.split()[-1] in message


def test_quotation_may_go_over_marks_and_paragraphs():
    assert found(quotes, "<p>„Viens <strong>divi” un</strong> &bdquo;trīs</p><p>četri&rdquo;</p>") == []
    assert kinds(quotes, "<p>„Viens <strong>divi</strong></p>") == ["warning"]


# --- The right language ---

LONG = {
    "lv": "Dažus cilvēku tirgotāji pakļauj ar fizisku spēku, citus piemāna. Viņi sola darbu ārzemēs vai laulību.",
    "en": "Some people are taken by physical force. Others are deceived. Traffickers promise a job in another country.",
    "ru": "Одних захватывают силой, других обманывают. Торговцы обещают работу за границей или брак с иностранцем.",
    "uk": "Одних захоплюють силою, інших обманюють. Торгівці обіцяють роботу за кордоном або шлюб з іноземцем.",
}


@pytest.mark.parametrize("column", LONG)
@pytest.mark.parametrize("written", LONG)
def test_text_in_the_column_of_another_language_is_a_warning(column, written):
    assert kinds(scripts, f"<p>{LONG[written]}</p>", f"body_{column}") == ([] if written == column else ["warning"])


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_names_stay_in_their_own_letters(language):
    for name in ("PDM", "Lilya 4-Ever", "Uzmanies un sargi sevi"):
        assert found(scripts, name, f"title_{language}") == []
    assert kinds(scripts, "Welcome to the page about your safety", f"title_{language}") == ["warning"]


def test_names_of_other_languages_inside_a_text_are_right():
    street = (
        "The office is in Lāčplēša iela in Rīga, near the Čiekurkalns market; Ms Miruškina answers the telephone there."
    )
    assert found(scripts, street, "lead_en") == []
    assert found(scripts, f"{LONG['lv']} Фильм «Лиля 4-ever».", "lead_lv") == []
    assert found(scripts, f"{LONG['ru']} Организация «Безпечний дім».", "lead_ru") == []


def test_text_without_a_language_is_not_looked_at():
    assert found(scripts, "https://пример.рф/", "outside_url") == []


# --- Wording ---


@pytest.mark.parametrize("word", ["xxx", "ххх", "XXXX", "TODO", "FIXME", "Lorem ipsum dolor", "???"])
def test_placeholder_is_a_blocker(word):
    assert kinds(wording, f"Kontakti: {word}.", "lead_lv") == ["blocker"]


@pytest.mark.parametrize("text", ["XXX olimpiāde", "Todo bien", "Kas tas ir?", "Kas tas ir?!", "xx", "maxxx4"])
def test_words_that_only_look_like_placeholders_are_right(text):
    assert found(wording, text, "lead_lv") == []


@pytest.mark.parametrize(("model", "column"), [(Page, "body_lv"), (Page, "lead_lv"), (Event, "lead_lv")])
def test_two_blanks_are_a_warning(model, column):
    assert kinds(wording, "Viens  divi.", column, model) == ["warning"]
    assert kinds(wording, "Viens \u00a0divi.", column, model) == ["warning"]
    assert found(wording, "Viens divi.\n\nTrīs.  \n  Četri.", column, model) == []


def sentence(words: int) -> str:
    return " ".join(["vārds"] * words)


def test_very_long_sentence_is_a_warning_where_people_look_for_help():
    [(kind, message)] = found(wording, f"Īsi. {sentence(31)}. Īsi.", "lead_lv")
    assert kind is Kind.WARNING
    assert "A sentence has 31 words: “vārds vārds" in message
    assert found(wording, f"{sentence(30)}. {sentence(30)} – „{sentence(0)}”.", "lead_lv") == []
    assert found(wording, f"{sentence(31)}.", "lead_lv", Event) == []
    assert kinds(wording, f"{sentence(31)}.", "summary_lv", Organisation) == ["warning"]


def test_sentence_ends_before_a_closing_quotation_mark_too():
    assert found(wording, f"„{sentence(20)}.” {sentence(20)}!", "lead_lv") == []


@pytest.mark.parametrize("check", [quotes, wording])
def test_addresses_are_no_texts(check):
    assert found(check, "https://example.org/xxx/“/???", "outside_url") == []


def test_finding_names_field_and_language_as_staff_see_them():
    with translation.override("en"):
        finding = at(passage("x", "body_ru"), Kind.WARNING, "Words.")
        assert str(finding) == "Text (Russian): Words."
        assert (finding.field, finding.language) == ("body", "ru")
    with translation.override("lv"):
        assert str(at(passage("x", "body_ru"), Kind.WARNING, "Vārdi.")) == "Teksts (krievu): Vārdi."
