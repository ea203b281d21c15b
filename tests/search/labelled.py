"""The labelled searches of `queries.toml`, and how well a directory answers them.

Recall at five: of the right organisations, at most five of them, how many are among the first five.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from trafficking.models import Organisation
from trafficking.search import directory

FILE = Path(__file__).with_name("queries.toml")


@dataclass
class Answer:
    """How well a set of searches was answered; `missed` names those that were not answered in full."""

    recalls: list[float] = field(default_factory=list)
    firsts: list[bool] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return sum(self.recalls) / len(self.recalls)

    @property
    def first(self) -> float:
        return sum(self.firsts) / len(self.firsts)


def searches() -> list[dict[str, Any]]:
    """Every labelled search, with those given from outside first."""
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [*lists["given"], *lists["own"], *lists["unseen"]]


def measure() -> Answer:
    """Ask the directory of this database everything that it holds an answer to."""
    answer = Answer()
    truth = _Truth()
    for search in searches():
        found = directory.find(search["text"]).ids(0, 5)
        right = truth.of(search)
        if search.get("nothing"):
            score = 0.0 if found else 1.0
            first = not found
        elif right:
            score = len(right & set(found)) / min(5, len(right))
            first = bool(found) and found[0] in right
        else:
            continue
        answer.recalls.append(score)
        answer.firsts.append(first)
        if score < 1 or not first:
            answer.missed.append(f"{search['text']}: {score:.2f}, first {'right' if first else 'wrong'}")
    return answer


class _Truth:
    """What organisations offer and state, read from their rows."""

    def __init__(self) -> None:
        public = Organisation.objects.published().in_directory()
        self.slugs: dict[str, UUID] = dict(public.values_list("slug", "pk"))
        self.services = _by_term(public, "services__service_type__slug")
        self.areas = _by_term(public, "areas__slug")
        self.languages = _by_term(public, "languages__code")

    def of(self, search: dict[str, Any]) -> set[UUID]:
        """The right organisations: those named, where they are here; else those that offer what is meant."""
        named = {self.slugs[slug] for slug in search.get("organisations", ()) if slug in self.slugs}
        if named or not search.get("services"):
            return named
        right = set().union(*(self.services.get(slug, set()) for slug in search["services"]))
        for slug in search.get("areas", ()):
            right &= self.areas.get(slug, set())
        for code in search.get("languages", ()):
            right &= self.languages.get(code, set())
        return right


def _by_term(rows: Any, column: str) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    for key, slug in rows.filter(**{f"{column}__isnull": False}).values_list("pk", column):
        found.setdefault(slug, set()).add(key)
    return found
