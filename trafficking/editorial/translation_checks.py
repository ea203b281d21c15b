"""Remembers against which source text each translation was last compared."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from trafficking.editorial.merging import State
from trafficking.editorial.translation_rules import Check, Checks, Key, Sheet, Standing, after, same, standing
from trafficking.editorial.translations import checks_of, sheet_of
from trafficking.models import Revision, TranslationCheck

Kind = Revision.Kind


def follow(revision: Revision) -> None:
    """Keep the checks of an item right after a change; call it in the transaction that wrote down this revision."""
    earlier = Revision.objects.of(revision.item).of_rows().filter(number__lt=revision.number).first()
    if earlier:
        sheets = _sheets(revision.item, earlier.data, *states_of(revision.draft), revision.data)
        known = checks_of([revision.item])[revision.object_id]
        wanted = after(sheets, known, revision.wording_only)
        if revision.kind == Kind.PUBLISHED:
            # What was said of a draft's source text holds for a text that is public now, or for none.
            wanted = {key: Check(check.text) for key, check in wanted.items()}
        _store(revision.item, known, wanted, sheets[-1], revision.author)


def states_of(draft: Revision | None) -> list[State]:
    """What a draft said each time it was saved, the oldest first.

    A translation that was made before the draft's source text changed once more is out of date; one look at the
    beginning and the end would take both for made together.
    """
    if draft is None:
        return []
    saved = Revision.objects.filter(
        content_type=draft.content_type_id, object_id=draft.object_id, number__lte=draft.number
    ).about_drafts()
    settled = saved.exclude(kind=Kind.DRAFT).order_by("-number").values_list("number", flat=True).first() or 0
    return list(saved.filter(number__gt=settled).order_by("number").values_list("data", flat=True))


def of_draft(item: models.Model, rows: State, draft: Revision | None, state: State) -> Checks:
    """The checks as they would be if a draft, which makes `state` of `rows`, were published now."""
    return after(_sheets(item, rows, *states_of(draft), state), checks_of([item])[item.pk])


def confirm(item: models.Model, keys: Iterable[Key], shown: Sheet, rows: Sheet, author: Any) -> None:
    """Say that translations fit the source texts that somebody was shown: those of `rows`, or of a draft over them.

    A draft's source text is remembered beside the one that is public. Call it while the item is locked.
    """
    known, wanted = checks_of([item])[item.pk], {}
    for key in keys:
        source, public = shown.source_text(key.place), rows.source_text(key.place)
        check = known.get(key)
        if same(source, public):
            wanted[key] = Check(source, check.draft if check else None)
        else:
            wanted[key] = Check(check.text if check else public, source)
    _store(item, known, wanted, shown, author)


def out_of_date(texts: Sheet, checks: Checks, language: str) -> list[Key]:
    """The translations into one language that somebody has to compare."""
    keys = (Key(*place, language) for place in texts.texts)
    return [key for key in keys if standing(texts, key, checks) == Standing.OUTDATED]


def _sheets(item: models.Model, *states: State) -> list[Sheet]:
    return [sheet_of(type(item), state) for state in states]


def _store(item: models.Model, known: Checks, wanted: Checks, now: Sheet, author: Any) -> None:
    """Only what differs. Who compared is known only where somebody did."""
    rows = [
        TranslationCheck(
            item=item,
            **key._asdict(),
            source_text=check.text,
            draft_text=check.draft,
            checked_by=author if check.fits(now.source_text(key.place)) else None,
        )
        for key, check in wanted.items()
        if known.get(key) != check
    ]
    TranslationCheck.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "row", "field", "language"],
        update_fields=["source_text", "draft_text", "checked_at", "checked_by"],
    )
