"""Texts as the words and marks that staff read in them, one token each; rich text without its HTML."""

import re
import unicodedata
from html.parser import HTMLParser

from django.utils.translation import gettext as _

#: Where one paragraph, heading or entry of a list ends and the next begins.
NEXT_BLOCK = "¶\n"
_TOKEN = re.compile(
    r"""(?P<address>https?://[^\s<>"”»]*[^\s<>"”».,;:!?)\]])
    |[\w\u0300-\u036f]+(?:['’][\w\u0300-\u036f]+)*    # a word; stress marks and apostrophes belong to it
    |\s+
    |.""",
    re.VERBOSE,
)
_RICH = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|blockquote)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "li", "blockquote", "ul", "ol", "div", *_HEADINGS}
_VOID = {"img", "hr", "input", "wbr"}


def is_rich(text: str) -> bool:
    """Whether a text is what the rich text editor makes: HTML that begins with a block."""
    return bool(_RICH.match(text))


def plain_tokens(text: str) -> list[str]:
    """Words, blanks, web addresses and signs, in their order; joined they are the text (in composed letters)."""
    return [found.group() for found in _TOKEN.finditer(unicodedata.normalize("NFC", text))]


def rich_tokens(html: str) -> list[str]:
    """The same of a rich text, with its marks as tokens: “[heading 2] ”, “• ”, “[bold: ”, “[https://…]”.

    Left out is what no reader of the page sees: blanks that the browser joins, empty paragraphs, other attributes.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[str] = []
        self._marks: list[str] = []
        self._lists: list[str] = []
        self._quotations = 0
        self._links: list[str] = []
        self._in_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._start_block(tag)
        elif tag == "br":
            self._add("↵\n")
        elif tag in _VOID:
            self._add(f"[{tag}]")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._add("[")
        else:
            self._add(f"[{_name_of(tag, dict(attrs))}: ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block(tag)
        elif tag == "a" and self._links:
            self._add("]", " ", f"[{self._links.pop()}]")
        elif tag not in _VOID and tag not in {"a", "br"}:
            self._add("]")

    def handle_data(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        if not self._in_block or (self.tokens and self.tokens[-1].endswith("\n")):
            text = text.removeprefix(" ")
        if text:
            self._add(*plain_tokens(text))

    def _start_block(self, tag: str) -> None:
        self._in_block = False
        if tag in {"ul", "ol"}:
            self._lists.append(tag)
        elif tag == "li":
            self._marks = ["• " if kind == "ul" else _("[numbered] ") for kind in self._lists]
        elif tag == "blockquote":
            self._quotations += 1
        elif tag in _HEADINGS:
            self._marks.append(_("[heading %(level)d] ") % {"level": _HEADINGS[tag]})

    def _end_block(self, tag: str) -> None:
        self._in_block = False
        self._marks = []
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "blockquote" and self._quotations:
            self._quotations -= 1

    def _add(self, *tokens: str) -> None:
        if not self._in_block:
            if self.tokens:
                self.tokens.append(NEXT_BLOCK)
            if self._quotations:
                self.tokens.append(_("[quotation] "))
            self.tokens += self._marks
            self._marks, self._in_block = [], True
        self.tokens += tokens


def _name_of(tag: str, attributes: dict[str, str | None]) -> str:
    if tag in {"strong", "b"}:
        return _("bold")
    if tag in {"em", "i"}:
        return _("italic")
    # A passage in another language.
    return str(attributes.get("lang") or tag)
