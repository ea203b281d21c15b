"""Dates as Latvian, English, Russian and Ukrainian readers write them. Knows no noun.

Nothing is invented: a date is as precise as what is given. Month names come from Unicode's CLDR through
Babel; Latvian cases, which CLDR does not have, stand here. "года" and "року" are written out, where CLDR
shortens them, because a screen reader makes other words of "г." and "р.".
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names, get_month_names
from django.utils.translation import gettext as _

from trafficking.opening import ordinary_week

#: Latvian months after "from" and "on".
LV_GENITIVE = "janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra".split()
LV_LOCATIVE = "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī".split()


@dataclass(frozen=True, slots=True)
class Style:
    """How a language puts a date together. `{d}` day, `{m}` month, `{y}` year."""

    day: str
    day_alone: str
    from_day: str
    from_day_alone: str
    done: str
    done_alone: str
    month: str
    year: str
    day_mark: str = ""
    #: Between two dates of more than one word. Two bare days of one month take a dash without spaces everywhere.
    dash: str = " – "


STYLES = {
    "lv": Style(
        day="{y}. gada {d} {m}",
        day_alone="{d} {m}",
        from_day="no {y}. gada {d} {m}",
        from_day_alone="no {d} {m}",
        # A verb: a participle would have to agree with what was completed (projekts, mācības).
        done="noslēdzās {y}. gada {d} {m}",
        done_alone="noslēdzās {d} {m}",
        month="{y}. gada {m}",
        year="{y}. gads",
        day_mark=".",
    ),
    "en": Style(
        day="{d} {m} {y}",
        day_alone="{d} {m}",
        from_day="from {d} {m} {y}",
        from_day_alone="from {d} {m}",
        done="completed on {d} {m} {y}",
        done_alone="completed on {d} {m}",
        month="{m} {y}",
        year="{y}",
    ),
    "ru": Style(
        day="{d} {m} {y} года",
        day_alone="{d} {m}",
        from_day="с {d} {m} {y} года",
        from_day_alone="с {d} {m}",
        done="завершено {d} {m} {y} года",
        done_alone="завершено {d} {m}",
        month="{m} {y} года",
        year="{y} год",
        dash=" — ",
    ),
    "uk": Style(
        day="{d} {m} {y} року",
        day_alone="{d} {m}",
        from_day="з {d} {m} {y} року",
        from_day_alone="з {d} {m}",
        done="завершено {d} {m} {y} року",
        done_alone="завершено {d} {m}",
        month="{m} {y} року",
        year="{y} рік",
        dash=" — ",
    ),
}


def written(
    language: str,
    year: int | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    month: int | None = None,
    with_year: bool = True,
) -> str:
    """A date in words: a day, a range, a start or a completion alone, a month, a year.

    `with_year=False` is for lists under a year heading; where nothing but the year is known it is
    then empty. A range over two years always names both.
    """
    style = STYLES[language]
    if starts_on and ends_on:
        return _range(language, starts_on, ends_on, with_year)
    if starts_on:
        pattern = style.from_day if with_year else style.from_day_alone
        return _day(language, pattern, starts_on, LV_GENITIVE)
    if ends_on:
        pattern = style.done if with_year else style.done_alone
        return _day(language, pattern, ends_on, LV_LOCATIVE)
    if month:
        name = get_month_names("wide", context="stand-alone", locale=language)[month]
        return style.month.format(m=name, y=year) if with_year else name
    return style.year.format(y=year) if with_year and year else ""


def day(language: str, when: date) -> str:
    """One day in words: "2 June 2015"."""
    return _day(language, STYLES[language].day, when)


def week(language: str, hours: str | None) -> list[tuple[str, str]]:
    """The ordinary week of opening hours as (days, hours); empty when not known."""
    names = dict(get_day_names("abbreviated", context="stand-alone", locale=language))
    return [
        (_days(row.days, names), ", ".join(f"{start}–{end}" for start, end in row.spans) or _("closed"))
        for row in ordinary_week(hours) or ()
    ]


def _days(days: tuple[int, ...], names: dict[int, str]) -> str:
    """ISO weekdays in words; three or more in a row as a range."""
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{names[days[0] - 1]}–{names[days[-1] - 1]}"
    return ", ".join(names[day - 1] for day in days)


def machine(
    year: int | None, starts_on: date | None = None, ends_on: date | None = None, month: int | None = None
) -> str:
    """What `<time datetime>` holds: the first day, else the month, else the year (HTML, "valid date string")."""
    if first := starts_on or ends_on:
        return first.isoformat()
    return f"{year}-{month:02}" if month else f"{year or ''}"


def _range(language: str, first: date, last: date, with_year: bool) -> str:
    style = STYLES[language]
    pattern = style.day if with_year else style.day_alone
    if first == last:
        return _day(language, pattern, first)
    if first.year != last.year:
        return f"{_day(language, style.day, first)}{style.dash}{_day(language, style.day, last)}"
    if first.month == last.month:
        days = f"{first.day}{style.day_mark}–{last.day}{style.day_mark}"
        return pattern.format(d=days, m=_month(language, first), y=first.year)
    # The year stands once: before the first day in Latvian, after the last one elsewhere.
    before, after = (pattern, style.day_alone) if language == "lv" else (style.day_alone, pattern)
    return f"{_day(language, before, first)}{style.dash}{_day(language, after, last)}"


def _day(language: str, pattern: str, when: date, latvian_case: list[str] | None = None) -> str:
    name = latvian_case[when.month - 1] if latvian_case and language == "lv" else _month(language, when)
    return pattern.format(d=f"{when.day}{STYLES[language].day_mark}", m=name, y=when.year)


def _month(language: str, when: date) -> str:
    return get_month_names("wide", context="format", locale=language)[when.month]
