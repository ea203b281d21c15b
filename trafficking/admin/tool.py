"""What stands above the form of an item."""

from typing import NamedTuple


class Tool(NamedTuple):
    """A link or button above a form: what it does, and where it leads."""

    label: str
    url: str
