"""Telephone numbers of organisations that were typed into a text, and stay when the organisation changes its number."""

import re
from collections.abc import Iterable, Iterator

from django.db.models import CharField
from django.db.models.functions import Cast, Right
from django.utils.translation import gettext as _

from trafficking.editorial.checks.finding import Finding, Kind, at
from trafficking.editorial.passages import Passage
from trafficking.models import Phone

#: Digits that may belong together, however they are parted: "+ 371 6737-8539", "(+371) 67.37.85.39".
TOGETHER = re.compile(r"[0-9](?:[0-9]|[ \u00a0\u202f\u2009.()\-\u2010\u2011]{1,3}(?=[0-9]))*")
DIGITS = re.compile("[0-9]+")
LEAST, MOST = 7, 15
AT_ONCE = 200


def findings(found: list[Passage]) -> list[Finding]:
    typed = [(passage, _candidates(passage)) for passage in found]
    phones = sorted(_phones({number for _passage, numbers in typed for number in numbers}), key=lambda each: each.pk)
    return [
        at(
            passage,
            Kind.WARNING,
            _(
                "The number %(number)s of “%(organisation)s” is typed into the text. It will stay as it is when the "
                "organisation changes its number. Link to the organisation's page instead."
            )
            % {"number": phone.number.as_international, "organisation": phone.organisation},
        )
        for passage, numbers in typed
        for phone in phones
        if numbers & _writings(phone)
    ]


def _candidates(passage: Passage) -> set[str]:
    """Everything in a text that could be a number, in digits alone, without the zeros that stand for “abroad”."""
    if passage.is_address:
        return set()
    texts = [block.text for block in passage.blocks]
    texts += [link.href for link in passage.links if link.href.startswith(("tel:", "sms:"))]
    return {number for text in texts for run in TOGETHER.findall(text) for number in _numbers(run)}


def _numbers(run: str) -> Iterator[str]:
    groups = DIGITS.findall(run)
    for first in range(len(groups)):
        for last in range(first, len(groups)):
            digits = "".join(groups[first : last + 1]).removeprefix("00")
            if LEAST <= len(digits) <= MOST:
                yield digits


def _phones(typed: Iterable[str]) -> Iterator[Phone]:
    """The numbers of any organisation that end like one of those."""
    # Compared as text: a lookup on the field itself would read each part as a number of its own.
    # In no order: sorting by key would read twenty thousand rows one by one.
    stored = Phone.objects.annotate(ending=Right(Cast("number", CharField()), LEAST)).order_by()
    endings = sorted({number[-LEAST:] for number in typed})
    for start in range(0, len(endings), AT_ONCE):
        yield from stored.filter(ending__in=endings[start : start + AT_ONCE])


def _writings(phone: Phone) -> set[str]:
    """The digits by which a number may be written, at home and from abroad."""
    national, country = str(phone.number.national_number), str(phone.number.country_code)
    return {national, f"0{national}", country + national}
