"""What is concluded from the answers of other sites: which links work, which are dead, at which somebody must look.

A link is dead when its page is gone (404, 410), or when it failed on two runs one after the other. What a program
cannot tell (another site, a refusal, a certificate) is for a person to look at, who can say that it is right as it is.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from trafficking.editorial.fetching import Answer, Rules, ask
from trafficking.models import Link

State, Problem = Link.State, Link.Problem

GONE = {404, 410}
#: Answers to programs that readers in a browser need not get.
REFUSALS = {401, 403, 405, 406, 407, 429, 451, 503, 999}
#: What a person must look at; everything else that is wrong counts as a failure.
TO_BE_SEEN = {
    Problem.ELSEWHERE,
    Problem.FIRST_PAGE,
    Problem.REFUSES,
    Problem.INSIDE,
    Problem.ODD,
    Problem.INSECURE,
    Problem.LOOP,
}
FAILURES_TO_DIE = 2
#: When none of so many addresses can be reached, it is we who have no way out.
TOO_SILENT = 3
UNREACHED = {Problem.NO_HOST, Problem.UNREACHABLE, Problem.TIMEOUT}


@dataclass(frozen=True, slots=True)
class Manners:
    """How other sites are asked: so many at a time, so many seconds between two questions to one of them."""

    threads: int = 4
    delay: float = 1
    #: After so many seconds nothing more is asked.
    seconds: float = 20 * 60
    allow_private: bool = False

    @property
    def rules(self) -> Rules:
        host = settings.ALLOWED_HOSTS[0]
        return Rules(f"embassy-section link check (+https://{host}/)", self.allow_private)


def due(hours: float, most: int) -> list[Link]:
    """The addresses that were not asked in the last hours, those asked longest ago first."""
    since = timezone.now() - timedelta(hours=hours)
    never = list(Link.objects.filter(checked_at=None).order_by("address")[:most])
    asked = Link.objects.filter(checked_at__lt=since).order_by("checked_at", "address")
    return never + list(asked[: most - len(never)])


class NoWayOutError(Exception):
    """Nobody at all was reached."""


def believable(came: Iterable[tuple[Link, Answer]]) -> Iterator[tuple[Link, Answer]]:
    """Answers, of which those from nowhere wait until somebody was reached. Raises NoWayOutError if nobody was."""
    waiting: list[tuple[Link, Answer]] = []
    reached = False
    for link, answer in came:
        reached = reached or answer.fault not in UNREACHED
        waiting.append((link, answer))
        if reached:
            yield from waiting
            waiting.clear()
    if len(waiting) >= TOO_SILENT:
        raise NoWayOutError
    yield from waiting


def answers(links: Iterable[Link], manners: Manners) -> Iterator[tuple[Link, Answer]]:
    """Ask addresses, each site by one thread alone; each answer as it comes. Stops when the time is over."""
    sites: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        sites[_site(link.address)].append(link)
    until, over = time.monotonic() + manners.seconds, threading.Event()
    found: SimpleQueue[tuple[Link, Answer] | None] = SimpleQueue()

    def ask_site(asked: list[Link]) -> None:
        try:
            for number, link in enumerate(asked):
                if (number and over.wait(manners.delay)) or over.is_set() or time.monotonic() >= until:
                    break
                found.put((link, ask(link.address, manners.rules)))
        finally:
            found.put(None)

    with ThreadPoolExecutor(manners.threads) as pool:
        tasks = [pool.submit(ask_site, asked) for asked in sites.values()]
        try:
            ended = 0
            while ended < len(tasks):
                if (answer := found.get()) is None:
                    ended += 1
                else:
                    yield answer
        finally:
            over.set()
    for task in tasks:
        task.result()  # a fault of our own is not passed over


def conclude(link: Link, answer: Answer) -> None:
    """Note an answer on a link (not saved)."""
    link.problem = _problem(link.address, answer)
    link.status_code = answer.status
    link.final_address = "" if answer.final == link.address else answer.final
    link.state = _state(link)
    link.failures = link.failures + 1 if link.state == State.FAILING else 0
    if link.failures >= FAILURES_TO_DIE:
        link.state = State.DEAD
    link.checked_at = timezone.now()


def _problem(address: str, answer: Answer) -> Any:
    if answer.fault:
        return Problem(answer.fault)
    status = answer.status or 0
    if status in GONE:
        return Problem.NOT_FOUND
    if status in REFUSALS:
        return Problem.REFUSES
    if not 200 <= status < 300:
        return Problem.FAULT
    return _detour(address, answer)


def _detour(address: str, answer: Answer) -> Any:
    """What to note about an address that works, by where it leads."""
    here, there = urlsplit(address), urlsplit(answer.final)
    if not _same_site(here.hostname or "", there.hostname or ""):
        return Problem.ELSEWHERE
    if there.path in {"", "/"} and here.path not in {"", "/"}:
        return Problem.FIRST_PAGE
    if here.scheme == "http" and there.scheme == "https":
        return Problem.SECURE_NOW
    moved = (here.hostname, here.path.rstrip("/"), here.query) != (there.hostname, there.path.rstrip("/"), there.query)
    return Problem.RENAMED if moved and answer.for_good else Problem.NONE


def _state(link: Link) -> Any:
    """The state that follows from what was noticed; a failure counts as one until it has come twice."""
    if link.problem == Problem.NONE or link.sign == link.accepted:
        return State.WORKS
    if link.problem == Problem.NOT_FOUND:
        return State.DEAD
    if link.problem in {Problem.SECURE_NOW, Problem.RENAMED}:
        return State.MOVED
    return State.LOOK if link.problem in TO_BE_SEEN else State.FAILING


def accept(link: Link) -> None:
    """Somebody looked at it and found it right: it works as long as it leads to the same place in the same way."""
    link.accepted, link.state = link.sign, State.WORKS
    link.save(update_fields=["accepted", "state"])


def _same_site(one: str, other: str) -> bool:
    """Whether a reader stays where they wanted to go: with or without "www." and the like."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return short == long or long.endswith(f".{short}")


def _site(address: str) -> str:
    return urlsplit(address).netloc.lower().removeprefix("www.")
