"""Telephone numbers: international ones (E.164), and the short ones of Latvia, such as 116006.

Why both stand in one field: docs/decisions/0009-short-numbers.md.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field import formfields
from phonenumber_field.modelfields import PhoneNumberDescriptor, PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber, to_python
from phonenumbers import PhoneNumberFormat

#: Three to six digits that begin with 0, 1 or 8, as in Google's libphonenumber (ShortNumberMetadata, LV). Others are
#: full numbers of which digits are missing.
SHORT = re.compile(r"[018][0-9]{2,5}")


class Number(PhoneNumber):
    """A number of either kind. It is stored and dialled as `as_e164`, and read as `as_international`."""

    @property
    def is_short(self) -> bool:
        return bool(SHORT.fullmatch(self._digits))

    @property
    def _digits(self) -> str:
        """What was typed, without what people put between digits."""
        return re.sub(r"[\s().-]", "", self.raw_input or "")

    def is_valid(self) -> bool:
        return self.is_short or super().is_valid()

    def format_as(self, format: int) -> str:
        if not self.is_short:
            return super().format_as(format)
        digits = self._digits
        # Nobody can dial it from abroad, so it has no country code. Six digits are read as three and three.
        return f"{digits[:3]} {digits[3:]}" if format != PhoneNumberFormat.E164 and len(digits) > 4 else digits


def number_of(value: Any, region: str | None = None) -> Any:
    """A number from what is stored or typed; nothing stays nothing."""
    found = to_python(value, region=region)
    if not isinstance(found, PhoneNumber) or isinstance(found, Number):
        return found
    number = Number(raw_input=found.raw_input)
    number.merge_from(found)
    return number


def validate_number(value: Any) -> None:
    number = number_of(value)
    if isinstance(number, Number) and not number.is_valid():
        raise ValidationError(
            _("This is no telephone number. Write it with the country code, or a short number with all its digits."),
            code="invalid",
        )


class NumberDescriptor(PhoneNumberDescriptor):
    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.name] = number_of(value, self.field.region)


class NumberFormField(formfields.PhoneNumberField):
    default_validators = [validate_number]

    def to_python(self, value: Any) -> Any:
        return number_of(super().to_python(value))


class NumberField(PhoneNumberField):
    attr_class = Number
    descriptor_class = NumberDescriptor
    default_validators = [validate_number]

    def to_python(self, value: Any) -> Any:
        return number_of(value, self.region)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return number_of(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NumberFormField, **kwargs})
