"""How numbers, days and yes or no are read, however Latvians, English and their spreadsheet programs write them.

Each takes what a cell holds and returns the value, or raises ValidationError in words.
"""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trafficking.exchange.sheets import CONTROL, NoValue, Value

YES = frozenset("yes y true 1 x ✓ + jā ja patiess да истина так".split())
NO = frozenset("no n false 0 - nē ne aplams нет ложь ні".split())
DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?")
#: "25,000" is twenty-five thousand in English and twenty-five in Latvian.
EITHER = re.compile(r"-?\d{1,3}(,\d{3})+")


def text(cell: Value) -> str:
    """A cell as text. A number that a program made of digits becomes those digits again."""
    if isinstance(cell, NoValue):
        if cell.is_formula:
            raise ValidationError(_("The cell holds a formula. Put in its place what it comes to (“paste values”)."))
        raise ValidationError(_("The cell shows an error (%(text)s).") % {"text": cell.text})
    if isinstance(cell, date):
        raise ValidationError(_("The program has made a date of this. Format the cell as text and type it again."))
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return f"{_decimal(cell):f}"
    if cell and CONTROL.search(cell):
        raise ValidationError(_("There is a character in it that cannot be stored. Type the text again."))
    return cell or ""


def yes_or_no(cell: Value) -> bool:
    if isinstance(cell, bool):
        return cell
    word = text(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    raise ValidationError(_("Write “yes” or “no”, not “%(text)s”.") % {"text": word})


def whole(cell: Value) -> int:
    value = number(cell)
    if value != value.to_integral_value():
        raise ValidationError(_("Write a whole number, not “%(text)s”.") % {"text": text(cell)})
    return int(value)


def number(cell: Value) -> Decimal:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _decimal(cell)
    written = text(cell)
    digits = re.sub(r"[\s'’]", "", written).replace("−", "-")
    if EITHER.fullmatch(digits):
        words = _("“%(text)s” may be read in two ways. Write %(one)s or %(other)s.")
        plain = digits.replace(",", "")
        raise ValidationError(words % {"text": written, "one": plain, "other": digits.replace(",", ".")})
    if "," in digits and "." in digits:
        digits = digits.replace("," if digits.rfind(",") < digits.rfind(".") else ".", "")
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise ValidationError(_("Write a number, not “%(text)s”.") % {"text": written}) from None
    if not value.is_finite():
        raise ValidationError(_("Write a number, not “%(text)s”.") % {"text": written})
    return value


def day(cell: Value) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = text(cell)
    try:
        if found := DAY.fullmatch(written):
            return date(*(int(part) for part in reversed(found.groups())))
        return date.fromisoformat(written)
    except ValueError:
        words = _("“%(text)s” is no day that can be read for sure. Write it like 23.11.2026 or 2026-11-23.")
        raise ValidationError(words % {"text": written}) from None


def _decimal(value: float) -> Decimal:
    """A number as the program shows it: fifteen digits, without what binary arithmetic adds."""
    return Decimal(value if isinstance(value, int) else f"{value:.15g}")
