"""Texts of items in templates: escaped or cleaned, and marked where they are in another language."""

import re
from typing import Any

import nh3
from babel import Locale
from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from trafficking.texts import Text, current_language, text

register = template.Library()

#: The same tags that the editor can make (models/fields.py); a second fence on the way out.
CLEANER = nh3.Cleaner(
    tags={"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "br", "a", "span"},
    attributes={"a": {"href"}, "span": {"lang"}},
    url_schemes={"https", "http", "mailto", "tel"},
    link_rel="noreferrer noopener",
)


#: The parts of a rich text, and from how many on a reader is helped by a list of them.
HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
MANY_PARTS = 3

#: Where a page being rendered notes that something on it is in another language.
SEEN = "_languages_fallen_back_to"


@register.simple_tag(name="text", takes_context=True)
def text_tag(context: Context, item: Any, field: str) -> SafeString | str:
    """A plain text; in a `span` with its language where it is a fallback."""
    found = text(item, field)
    return marked(found, _seen(context)) if found.is_fallback else found.value


@register.simple_tag
def name(item: Any) -> SafeString:
    """The name of a person or an organisation, which no browser is to translate and nobody needs to."""
    found = text(item, "name")
    language = format_html(' lang="{}"', found.language) if found.is_fallback else ""
    return format_html('<span translate="no"{}>{}</span>', language, found.value)


@register.filter
def plain(item: Any, field: str) -> str:
    """A plain text without any mark, for attributes, titles and conditions; empty when there is no item."""
    return text(item, field).value if item else ""


@register.filter
def cleaned(value: str) -> SafeString:
    """A rich text of the desk, cleaned once more."""
    return mark_safe(CLEANER.clean(value))  # noqa: S308 - this is the cleaning


@register.simple_tag(takes_context=True)
def rich(context: Context, item: Any, field: str) -> SafeString:
    """A rich text, cleaned once more; in a `div` with its language where it is a fallback."""
    found = text(item, field)
    if not found:
        return mark_safe("")
    clean = cleaned(found.value)
    return marked(found, _seen(context), "div", clean) if found.is_fallback else clean


@register.inclusion_tag("pages/_long_text.html", takes_context=True)
def long_text(context: Context, item: Any, field: str) -> dict[str, Any]:
    """A rich text; with links to its parts in front where it has many."""
    body = str(rich(context, item, field))
    parts = [(f"part-{number}", strip_tags(words)) for number, words in enumerate(HEADING.findall(body), 1)]
    if len(parts) < MANY_PARTS:
        return {"body": mark_safe(body)}  # noqa: S308 - cleaned by `rich`
    keys = iter(key for key, _words in parts)
    body = HEADING.sub(lambda heading: f'<h2 id="{next(keys)}">{heading[1]}</h2>', body)
    return {"body": mark_safe(body), "parts": parts, "language": text(item, field).language}  # noqa: S308 - as above


def marked(found: Text, seen: set[str], element: str = "span", value: SafeString | str = "") -> SafeString:
    """A text in an element with its language, which is noted in `seen`."""
    seen.add(found.language)
    return format_html('<{0} lang="{1}">{2}</{0}>', element, found.language, value or found.value)


def _seen(context: Context) -> set[str]:
    """Kept with the request, the one thing that all parts of a page share."""
    request = getattr(context, "request", None)
    return vars(request).setdefault(SEEN, set()) if request else set()


class SayingNode(template.Node):
    def __init__(self, nodelist: template.NodeList):
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        content = self.nodelist.render(context)
        return not_translated(_seen(context)) + content


@register.tag
def saying_what_is_not_translated(parser: template.base.Parser, token: template.base.Token) -> SayingNode:
    """Puts a word to the reader before a part of which some texts are in another language."""
    nodelist = parser.parse(("endsaying_what_is_not_translated",))
    parser.delete_first_token()
    return SayingNode(nodelist)


def not_translated(languages: set[str]) -> str:
    if not languages:
        return ""
    names = [Locale(current_language()).languages[code] for code in settings.READING_ORDER if code in languages]
    words = gettext("Not everything here is translated yet. Some texts are in another language: %(languages)s.")
    return format_html('<p class="untranslated">{}</p>\n', words % {"languages": ", ".join(names)})
