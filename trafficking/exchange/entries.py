"""The items that a spreadsheet speaks of, as they are now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from trafficking.editorial import flow, review
from trafficking.editorial.capture import captured
from trafficking.editorial.merging import State
from trafficking.exchange import rows
from trafficking.exchange.layouts import Layout
from trafficking.exchange.sight import Sight
from trafficking.models import Revision

#: So many items are read from the database at once.
AT_ONCE = 500


@dataclass(slots=True)
class Entry:
    """One item: what it holds now, and what the file makes of it."""

    handle: str
    #: None for an item that is not there yet.
    key: Any
    #: What the rows hold.
    live: State
    #: What the file makes of it; grown from the rows, or from this person's own draft on top of them.
    after: State
    is_published: bool = False
    draft: Revision | None = None
    #: Where the file first says something of it.
    sheet: str = ""
    row: int = 0
    #: Whether the file says anything that is not so already.
    is_touched: bool = False

    @property
    def is_new(self) -> bool:
        return self.key is None


def existing(layout: Layout, handles: Iterable[str], author: Any, sight: Sight) -> dict[str, Entry]:
    """Those of the items that are there, by handle."""
    model = layout.model
    stored = model._default_manager.order_by().values("pk", "is_published", *layout.key)
    keys = {handle: (row["pk"], row["is_published"]) for row in stored if (handle := layout.handle(row))}
    wanted = [(handle, *keys[handle]) for handle in dict.fromkeys(handles) if handle in keys]
    found: dict[str, Entry] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        states = captured(model, [key for _handle, key, _published in some])
        sight.learn(model, list(states))
        drafts = _drafts(model, list(states))
        for handle, key, is_published in some:
            if key in states:
                draft = drafts.get(key)
                own = flow.draft(model(pk=key)) if draft and is_by(draft, author) else None
                found[handle] = Entry(handle, key, states[key], own.state if own else states[key], is_published, draft)
    return found


def new(layout: Layout, handle: str) -> Entry:
    """An item that is not there yet."""
    return Entry(handle, None, rows.blank(layout.model), rows.blank(layout.model))


def is_by(draft: Revision, author: Any) -> bool:
    return draft.author_id == (author.pk if author else None)


def _drafts(model: type, keys: list[Any]) -> dict[Any, Revision]:
    """The drafts that wait for some items."""
    kind = ContentType.objects.get_for_model(model)
    return {draft.object_id: draft for draft in review.pending_drafts().filter(content_type=kind, object_id__in=keys)}
