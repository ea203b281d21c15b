"""One organisation as plain text, small enough for the worst connection: numbers first, at most 2,000 bytes."""

from trafficking.models import Notice, Organisation, UrgentLine
from trafficking.printing.lines import checked, hours, number_notes, offers, places
from trafficking.texts import text

MOST_BYTES = 2000


def plain_text(organisation: Organisation, language: str) -> str:
    """Name, numbers, places, what is offered, notice; cut at the end of a line where it would be too long."""
    lines = [text(organisation, "name", language).value]
    lines += [f"{number}{f' ({note})' if note else ''}" for number, note in number_notes(organisation, language)]
    lines += [*hours(organisation, language), *places(organisation)]
    lines += [organisation.website or "", organisation.email or "", ""]
    lines += [text(organisation, "alert", language).value, text(organisation, "summary", language).value, ""]
    lines += [*offers(organisation, language), checked(organisation, language)]
    lines += ["", *(f"{line.number} {text(line, 'text', language)}" for line in UrgentLine.objects.published())]
    lines += [text(notice, "text", language).value for notice in Notice.objects.published()]
    return _cut([line for before, line in zip(["", *lines], lines, strict=False) if line or before])


def _cut(lines: list[str]) -> str:
    kept, size = [], 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            break
        kept.append(line)
    return "\n".join(kept) + "\n"
