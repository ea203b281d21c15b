"""Tagged PDF (PDF/UA-1) from the Typst templates beside this module: they hold no words, it holds no layout."""

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils import timezone
from django.utils.translation import gettext as _

from trafficking import dates
from trafficking.models import Notice, Organisation, UrgentLine
from trafficking.printing.lines import checked, hours, number_notes, offers, places
from trafficking.texts import text

FOLDER = Path(__file__).parent
#: A pocket card has room for this many numbers beside the urgent lines.
NUMBERS_ON_A_CARD = 7


def leaflet(organisations: list[Organisation], language: str, address: str, chosen: list[str]) -> bytes:
    """An A4 leaflet. `address` is the absolute address of the same list; `chosen` its filters in words."""
    lead = _("Call and ask. You need not give your name.")
    if chosen:
        filters = _("Chosen: %(filters)s.") % {"filters": ", ".join(chosen)}
        lead = f"{lead} {filters}"
    data = shared(language, address) | {
        "heading": _("Contacts"),
        "lead": lead,
        "organisations": [on_leaflet(each, language) for each in organisations],
        "notices": [text(notice, "text", language).value for notice in Notice.objects.published()],
    }
    return compiled("leaflet", data)


def cards(organisations: list[Organisation], language: str, address: str) -> bytes:
    """Eight equal pocket cards on an A4 page, with neutral names."""
    phones = [
        {"number": phone.number.as_international, "name": text(organisation, "neutral_name", language).value}
        for organisation in organisations
        for phone in organisation.phones.all()
        if phone.can_be_called
    ]
    data = shared(language, address) | {"heading": _("Contacts"), "phones": phones[:NUMBERS_ON_A_CARD]}
    return compiled("cards", data)


def shared(language: str, address: str) -> dict[str, Any]:
    """What both have: title, language, urgent lines, the address as a QR code, the day of printing (Riga)."""
    return {
        "title": _("Contacts"),
        "language": language,
        "urgent": [
            {"number": line.number, "text": text(line, "text", language).value}
            for line in UrgentLine.objects.published()
        ],
        "address": address.removeprefix("https://").removeprefix("http://"),
        "qr": qr(address),
        "qr_alt": _("QR code: %(address)s") % {"address": address},
        "printed": _("Printed: %(day)s. Numbers change: look again.")
        % {"day": dates.day(language, timezone.localdate())},
    }


def on_leaflet(organisation: Organisation, language: str) -> dict[str, Any]:
    numbers = number_notes(organisation, language)
    lines = [
        text(organisation, "alert", language).value,
        *hours(organisation, language),
        *offers(organisation, language),
        *places(organisation),
        organisation.website,
        checked(organisation, language),
    ]
    return {
        "name": text(organisation, "name", language).value,
        "phones": [{"number": number, "note": note} for number, note in numbers],
        "lines": [line for line in lines if line],
    }


def qr(address: str) -> str:
    """The address as an SVG picture, readable with a quarter of it damaged or dirty."""
    picture = io.BytesIO()
    segno.make(address, error="q").save(picture, kind="svg", xmldecl=False, border=2)
    return picture.getvalue().decode()


def compiled(name: str, data: dict[str, Any]) -> bytes:
    return typst.compile(
        (FOLDER / f"{name}.typ").read_bytes(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
    )
