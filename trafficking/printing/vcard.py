"""A contact for somebody's telephone: vCard 3.0 (RFC 2426), which old phones read too.

It holds a neutral name and numbers, nothing that tells why they were saved.
"""

from trafficking.models import Organisation, Phone
from trafficking.texts import text

TYPES = {
    Phone.Kind.VOICE: "WORK,VOICE",
    Phone.Kind.MOBILE: "CELL,VOICE",
    Phone.Kind.SMS: "CELL,MSG",
    Phone.Kind.FAX: "FAX",
}


def vcard(organisation: Organisation, language: str) -> str:
    """The card of one organisation, whose phones are prefetched. Lines end in CRLF, as the standard has it."""
    name = escaped(text(organisation, "neutral_name", language).value)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{name};;;;", f"UID:urn:uuid:{organisation.pk}"]
    lines += [f"TEL;TYPE={TYPES[phone.kind]}:{phone.number.as_e164}" for phone in organisation.phones.all()]
    return "\r\n".join([*lines, "END:VCARD", ""])


def escaped(value: str) -> str:
    """A text as vCard writes it: commas, semicolons, backslashes and line ends escaped."""
    for character in "\\,;":
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n").replace("\r", "")
