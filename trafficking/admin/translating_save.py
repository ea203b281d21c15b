"""Keeps what a translator typed, on top of what colleagues saved meanwhile."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models, transaction

from trafficking.admin.translating_work import Shown, Work, with_texts
from trafficking.editorial import flow, translation_checks
from trafficking.editorial.merging import State, merge
from trafficking.editorial.translation_rules import Key, same
from trafficking.editorial.translations import sheet_of
from trafficking.editorial.writing import write
from trafficking.models.publishing import Publishable


class Outcome(NamedTuple):
    """What became of what was typed."""

    #: Texts that were saved.
    saved: list[Key]
    #: What is to be looked at first, with all that was typed in it; None where nothing stood in the way.
    again: Work | None = None
    #: Names of texts whose place a colleague deleted; what was typed there is kept aside, in the history.
    lost: tuple[str, ...] = ()


def is_drafted(item: models.Model) -> bool:
    """Whether an item has drafts; pictures and documents have none."""
    return isinstance(item, Publishable)


def save(work: Work) -> Outcome:
    """Keep what was typed as a draft (of a picture or a document: at once). The form must be valid.

    Nothing is saved where a colleague changed one of these texts, or its source, since it was shown.
    """
    typed, item, user = work.typed(), work.item, work.request.user
    with transaction.atomic():
        flow.locked(item)
        now = Shown.now(item, user)
        mine = with_texts(work.shown.state, typed)
        merged, clashes = merge(work.shown.state, now.state, mine)
        again = work.going_on(now)
        lost = tuple(work.label_of(key.place) for key in typed if key.place not in again.texts.texts)
        if lost:
            flow.keep_aside(item, mine, user, work.shown.rows)
        kept = [key for key in typed if key.place in again.texts.texts]
        paths = {clash.path for clash in clashes}
        again.theirs = {key: again.text(key) for key in kept if _path(key) in paths}
        sources = {key: work.texts.source_text(key.place) for key in kept}
        again.seen_sources = {
            key: source for key, source in sources.items() if not same(source, again.texts.source_text(key.place))
        }
        if lost or again.theirs or again.seen_sources:
            return Outcome([], again, lost)
        if merged != now.state:
            _keep(work, now, mine, merged)
    return Outcome(kept)


def confirm(work: Work, keys: Iterable[Key]) -> list[Key]:
    """Say of these translations that they still fit; those that a colleague changed since are left out."""
    with transaction.atomic():
        flow.locked(work.item)
        now = Shown.now(work.item, work.request.user)
        texts = sheet_of(work.model, now.state).texts
        keys = [key for key in keys if texts.get(key.place, {}).get(key.language) == work.text(key)]
        rows = sheet_of(work.model, work.shown.rows.data)
        translation_checks.confirm(work.item, keys, work.texts, rows, work.request.user)
    return keys


def _keep(work: Work, now: Shown, mine: State, merged: State) -> None:
    item, user = work.item, work.request.user
    if not is_drafted(item):
        write(item, merged)
        flow.record(item, user)
    elif now.draft and flow.on_top_of(now.rows.data, now.draft)[1]:
        # The draft and what is public contradict each other elsewhere. That is for the form to settle: it stays so.
        own = merge(work.shown.state, now.draft.data, mine)[0]
        flow.save_draft(item, own, user, now.draft.base)
    else:
        flow.save_draft(item, merged, user, now.rows)


def _path(key: Key) -> tuple[str, ...]:
    return (*filter(None, key.row.split("/")), f"{key.field}_{key.language}")
