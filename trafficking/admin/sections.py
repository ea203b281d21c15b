"""The parts of the first page as they are shown: sections with rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from trafficking.admin.steps import Steps
from trafficking.editorial import review
from trafficking.editorial.values import moment
from trafficking.models import Revision


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: what it is about, where it is done, and what there is to know."""

    words: str
    url: str = ""
    notes: tuple[str, ...] = ()
    #: A state in one or two words, and whether it is a bad one.
    chip: str = ""
    is_wrong: bool = False
    #: Where one click says that contact details were checked today.
    check_url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; `number` counts what is not among the rows too."""

    name: str
    title: str
    number: int
    rows: Sequence[Row]
    all_url: str = ""
    empty: str = ""


def of_revisions(
    name: str,
    title: str,
    found: models.QuerySet[Revision],
    user: Any,
    most: int,
    screen: str = "publish",
    notes: Callable[[Revision], tuple[str, ...]] = lambda revision: (),
) -> Section | None:
    """A section of revisions of nouns that the person may change."""
    kinds = ContentType.objects.get_for_models(*nouns_of(user)).values()
    if not kinds:
        return None
    found = found.filter(content_type__in=kinds)
    number = found.count()
    rows = [row_about(each, screen, notes(each)) for each in found.for_a_list()[:most] if each.item]
    return Section(name, title, number, rows, link_to_all(name, number, most))


def row_about(revision: Revision, screen: str, notes: tuple[str, ...] = (), with_noun: bool = True) -> Row:
    noun = type(revision.item)
    made = f"{review.name_of(revision.author)}, {moment(revision.created_at, 'j M, H:i')}"
    known = f"{noun_name(noun)} · {made}" if with_noun else made
    return Row(str(revision.item), screen_address(noun, revision.object_id, screen), (*notes, known))


def link_to_all(name: str, number: int, most: int) -> str:
    return f"{reverse('admin:index')}?all={name}" if number > most else ""


def nouns_of(user: Any) -> list[type[models.Model]]:
    """The nouns with drafts that a person may change."""
    return [
        noun
        for noun, page in admin.site._registry.items()
        if isinstance(page, Steps) and user.has_perm(f"{noun._meta.app_label}.change_{noun._meta.model_name}")
    ]


def noun_name(noun: type[models.Model]) -> str:
    return capfirst(noun._meta.verbose_name)


def screen_address(noun: type[models.Model], key: Any, screen: str) -> str:
    return reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_{screen}", args=[key])
