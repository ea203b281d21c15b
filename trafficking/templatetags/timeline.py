"""What the timeline says once about all its rows."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trafficking.models import Event
from trafficking.texts import text

register = template.Library()


@register.simple_tag
def untranslated_list(years: list[tuple[int, list[Event]]]) -> SafeString | str:
    """One word to the reader when any title of the list is in another language."""
    if any(text(event, "title").is_fallback for _year, events in years for event in events):
        return format_html('<p class="untranslated">{}</p>', _("Some texts are not translated yet."))
    return ""
