"""What stands in a rich text: its blocks and its links. Knows no noun."""

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {*HEADINGS, "p", "li", "blockquote", "ul", "ol", "div"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an entry of a list, without its marks."""

    tag: str
    text: str

    @property
    def level(self) -> int:
        """The level of a heading; 0 for everything else."""
        return int(self.tag[1]) if self.tag in HEADINGS else 0


@dataclass(frozen=True, slots=True)
class Anchor:
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class RichText:
    blocks: tuple[Block, ...]
    links: tuple[Anchor, ...]


@lru_cache(maxsize=256)
def read(html: str) -> RichText:
    """The blocks and links of a text, in their order; empty headings too, other empty blocks not."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return RichText(tuple(reader.blocks), tuple(reader.links))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.links: list[Anchor] = []
        self._tag, self._words = "", [""]
        self._href: str | None = None
        self._link_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
            self._tag = tag
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "a":
            self._href, self._link_words = (dict(attrs).get("href") or "").strip(), []

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        elif tag == "a" and self._href is not None:
            self.links.append(Anchor(self._href, "".join(self._link_words).strip()))
            self._href = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        self._link_words.append(data)

    def end_block(self) -> None:
        text = "".join(self._words).strip()
        if text or self._tag in HEADINGS:
            self.blocks.append(Block(self._tag, text))
        self._tag, self._words = "", []
