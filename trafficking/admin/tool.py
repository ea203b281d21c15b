"""What stands above the form of an item."""

from typing import NamedTuple


class Tool(NamedTuple):
    """A link or button above a form: what it does, and where it leads. What changes something is a button."""

    label: str
    url: str
    is_button: bool = False
