"""What a plan would change, in words for whoever looks at it before anything is saved."""

from trafficking.editorial import comparison, numbers
from trafficking.editorial.comparison import Difference
from trafficking.editorial.numbers import NumberChange
from trafficking.editorial.values import Names
from trafficking.exchange.entries import Entry
from trafficking.exchange.planning import Plan


def differences(plan: Plan, entry: Entry, names: Names) -> list[Difference]:
    """Everything that would be different about an item, without what the person may not see."""
    return comparison.between(entry.live, entry.after, plan.layout.model, names, plan.sight.hidden)


def number_changes(plan: Plan) -> list[tuple[Entry, list[NumberChange]]]:
    """The telephone numbers of live items that would change, item by item."""
    live = [entry for entry in plan.changed if entry.is_published]
    pairs = [(entry, numbers.changes(entry.live, entry.after)) for entry in live]
    return [pair for pair in pairs if pair[1]]


def name_of(entry: Entry) -> str:
    """What an item is called after the import, in the first language that has a name for it."""
    texts = (text for name, text in entry.after.items() if name.startswith(("name_", "title_")))
    return next(filter(None, texts), entry.handle)
