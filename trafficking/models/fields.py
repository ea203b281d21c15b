"""Fields with one rule each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stubs forget it


def validate_opening_hours(value: str) -> None:
    """Refuse what is not OpenStreetMap's `opening_hours` syntax (wiki.openstreetmap.org/wiki/Key:opening_hours)."""
    try:
        OpeningHours(value)
    except ParserError:
        raise ValidationError(
            _("These hours cannot be read. Write them like “Mo-Fr 09:00-17:00; PH off” or “24/7”.")
        ) from None


class OpeningHoursField(models.CharField):
    """Opening hours in OpenStreetMap syntax, Riga time."""

    default_validators = [validate_opening_hours]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault(
            "help_text",
            _("For example “Mo-Fr 09:00-17:00; PH off”. PH are Latvian public holidays. Empty: not known yet."),
        )
        super().__init__(*args, **kwargs)


class RichTextField(ProseEditorField):
    """HTML of a few kinds: headings 2 to 4, bold, italic, lists, quotations, links.

    What the editor can make is what the server lets through: both follow from `EXTENSIONS`.
    Templates clean it once more on the way out (`rich` in templatetags/texts.py).
    """

    EXTENSIONS = {
        "Bold": True,
        "Italic": True,
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Blockquote": True,
        "HardBreak": True,
        "Heading": {"levels": [2, 3, 4]},
        "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]},
        # The library switches the browser's spell check off unless told otherwise.
        "NoSpellCheck": False,
    }

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", dict(self.EXTENSIONS))
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, **kwargs)

    def clean(self, value, instance):
        return super().clean(value, instance) if value else value
