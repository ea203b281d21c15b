"""Texts of items in templates: escaped or cleaned, and marked where they are in another language."""

from typing import Any

import nh3
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext

from trafficking.texts import Text, text

register = template.Library()

#: The same tags that the editor can make (models/fields.py); a second fence on the way out.
CLEANER = nh3.Cleaner(
    tags={"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "br", "a", "span"},
    attributes={"a": {"href"}, "span": {"lang"}},
    url_schemes={"https", "http", "mailto", "tel"},
    link_rel="noreferrer noopener",
)


@register.simple_tag(name="text")
def text_tag(item: Any, field: str) -> SafeString | str:
    """A plain text; in a `span` with its language where it is a fallback."""
    found = text(item, field)
    return format_html('<span lang="{}">{}</span>', found.language, found.value) if found.is_fallback else found.value


@register.filter
def plain(item: Any, field: str) -> str:
    """A plain text without any mark, for attributes and titles."""
    return text(item, field).value


@register.filter
def translated(item: Any, field: str) -> Text:
    """The text with its language: for conditions, and where the template marks the language itself."""
    return text(item, field)


@register.simple_tag
def rich(item: Any, field: str) -> SafeString:
    """A rich text, cleaned once more; a fallback is in a `div` with its language, after a word to the reader."""
    found = text(item, field)
    if not found:
        return mark_safe("")
    clean = mark_safe(CLEANER.clean(found.value))  # noqa: S308 - this is the cleaning
    if not found.is_fallback:
        return clean
    return format_html('{}<div lang="{}">{}</div>', not_translated(found), found.language, clean)


@register.simple_tag
def fallback_note(item: Any, field: str) -> SafeString | str:
    """The word to the reader that a text is not translated yet; nothing when it is."""
    found = text(item, field)
    return not_translated(found) if found.is_fallback else ""


def not_translated(found: Text) -> SafeString:
    name = get_language_info(found.language)["name_translated"]
    words = gettext("Not translated yet. The text is in another language: %(language)s.") % {"language": name.lower()}
    return format_html('<p class="untranslated">{}</p>', words)
