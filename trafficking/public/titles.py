"""What the browser writes into its window, its history and its bookmarks.

On pages about help it must not tell anybody that help was looked for (DESIGN, "Neutral traces"): they are
"Contacts". Home, events, awards and general pages have ordinary titles, so that they can be found.
"""

from django.utils.translation import gettext as _

#: First parts of addresses whose pages have neutral titles.
NEUTRAL = ("help", "safety", "search")


def ordinary(title: str) -> str:
    return _("%(title)s – Embassy") % {"title": title}


def neutral(name: str = "") -> str:
    """The title of a page about help; `name` is a neutral name of an organisation."""
    return ordinary(_("Contact: %(name)s") % {"name": name} if name else _("Contacts"))


def of_page(path: str, title: str) -> str:
    """The title of a general page or fixed screen."""
    return neutral() if path.split("/")[0] in NEUTRAL else ordinary(title)
