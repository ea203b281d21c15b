"""Links: words that say where they lead, addresses that visitors can open safely."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from trafficking.editorial.checks.finding import Finding, Kind, Remarks, at, excerpt
from trafficking.editorial.hosts import is_inside_by_name, is_public
from trafficking.editorial.links import outgoing
from trafficking.editorial.passages import Passage
from trafficking.models import Link

BARE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
#: Link texts that mean nothing to those who have links read out one after the other.
SAYING_NOTHING = {
    *("šeit", "te", "saite", "spiediet šeit", "klikšķiniet šeit"),
    *("here", "click here", "link", "this link"),
    *("здесь", "тут", "ссылка", "по ссылке", "нажмите здесь"),
    *("посилання", "за посиланням", "натисніть тут"),
}
#: Parts of this site that only staff can open.
OURS_ALONE = ("/admin", "/preview")


def remarks(passage: Passage) -> Remarks:
    for link in passage.links:
        yield from _words_of_link(link.text, link.href)
    for address in passage.addresses:
        yield from _address(address)


def _words_of_link(text: str, href: str) -> Remarks:
    if not text:
        message = _("A link to %(address)s has no words. Delete it or write where it leads.")
        yield Kind.WARNING, message % {"address": href}
    elif href.startswith("http") and (BARE.fullmatch(text) or ("/" in text and SCHEME.sub("", href) == text)):
        message = _("The link “%(text)s” shows a bare address. Write where it leads.")
        yield Kind.WARNING, message % {"text": excerpt(text, length=60)}
    elif text.casefold().strip(" .:…") in SAYING_NOTHING:
        message = _("The link “%(text)s” does not say where it leads. Make it the words that do.")
        yield Kind.WARNING, message % {"text": text}


def _address(address: str) -> Remarks:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        yield Kind.BLOCKER, _("%(address)s is no address that can be opened.") % {"address": address}
        return
    if not parts.scheme and parts.path.startswith(OURS_ALONE):
        message = _("%(address)s is a page for staff; visitors cannot open it. Link to the public page.")
        yield Kind.BLOCKER, message % {"address": address}
    if parts.scheme not in {"http", "https"}:
        return
    words = {"address": address}
    if not host or parts.username is not None:
        yield Kind.BLOCKER, _("%(address)s is no address that visitors should open. Copy it anew.") % words
    elif _is_inside(host):
        yield Kind.BLOCKER, _("%(address)s leads into a private network; visitors cannot open it.") % words
    elif not host.isascii() or "xn--" in host:
        words["host"] = _ascii(host)
        message = _("%(address)s has letters that look like others: %(host)s. See whether it is the right site.")
        yield Kind.WARNING, message % words
    if parts.scheme == "http":
        yield Kind.WARNING, _("%(address)s is not encrypted. Write https:// if the site has it.") % words


def _is_inside(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return is_inside_by_name(host)


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def known(found: list[Passage]) -> list[Finding]:
    """What the table of links knows of the addresses in some passages."""
    stands = [(passage, address) for passage in found for address in outgoing(passage)]
    dead = Link.objects.filter(address__in={address for _passage, address in stands}, state=Link.State.DEAD)
    problems = {link.address: link.get_problem_display() for link in dead}
    return list(_dead(stands, problems))


def _dead(stands: list[tuple[Passage, str]], problems: dict[str, str]) -> Iterator[Finding]:
    for passage, address in stands:
        if address in problems:
            words = {"address": address, "problem": problems[address]}
            yield at(passage, Kind.WARNING, _("%(address)s is dead. %(problem)s") % words)
