#!/usr/bin/env python3
"""The search alone: what it costs and how well it finds, among 10, 1,000 and 100,000 made-up organisations.

    .venv/bin/python bench/search.py [N …]            (default: 10 1000 100000)

`bench/directory.py` measures whole pages; this one the engine under them: making the index, its memory, one search,
one filter with all its counts, and recall at five and first hits of the labelled searches in tests/search. Each size
gets a database of its own in a temporary folder (SQLite, or the PostgreSQL of DATABASE_URL, which must be empty) and a
process of its own. Times are those of the processor, so that a busy machine disturbs them less.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
HEADS = (
    "N",
    "index s",
    "anew s",
    "MB",
    "search p50",
    "p95",
    "filter p50",
    "p95",
    "both p50",
    "p95",
    "recall@5",
    "first",
)


def spent(action: Callable[[], object]) -> float:
    """Seconds of the processor that an action takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def percentiles(actions: list[Callable[[], object]]) -> tuple[str, str]:
    """Median and 95th percentile of all actions over some rounds, in milliseconds."""
    taken = sorted(spent(action) * 1000 for _round in range(ROUNDS) for action in actions)
    return f"{taken[len(taken) // 2]:.2f}", f"{taken[int(0.95 * len(taken))]:.2f}"


def memory() -> float:
    """What this process holds now, in MB (Linux)."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def measure(number: int) -> None:
    """One size, in this process, whose DATA_DIR is new and empty."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "embassy.settings"
    import django  # the settings read DATA_DIR, so Django comes only now

    django.setup()
    from tests.search import labelled
    from trafficking.search import directory, ranking
    from trafficking.search.directory import Selection

    before = memory()
    first = spent(directory.find)
    held = memory() - before
    index, _hours = directory._copy.current()
    anew = spent(directory._copy._built)

    texts = [search["text"] for search in labelled.searches()]
    selections = [
        Selection({"service": ("legal",)}),
        Selection({"service": ("legal", "psych"), "area": ("riga",)}, free=True),
        Selection({"situation": ("support",), "language": ("ru",), "audience": ("women",)}, open="now"),
    ]

    def first_page(text: str) -> None:
        list(islice(ranking.search(index, text).numbers(index.everything), 20))

    def filtered(selection: Selection, text: str = "") -> None:
        result = directory.find(text, selection)
        result.why(result.ids(0, 20))

    for action in (lambda: first_page("xqzvwk"), lambda: filtered(selections[0], "xqzvwk")):
        action()  # what is made when it is first asked for
    figures = (
        *percentiles([lambda text=text: first_page(text) for text in texts]),
        *percentiles([lambda selection=selection: filtered(selection) for selection in selections]),
        *percentiles([lambda text=text: filtered(selections[0], text) for text in texts]),
    )
    answer = labelled.measure()
    row = (f"{number:,}", f"{first:.2f}", f"{anew:.2f}", f"{held:.0f}", *figures)
    print_row((*row, f"{answer.recall:.3f}", f"{answer.first:.3f}"))


def print_row(cells: tuple[str, ...]) -> None:
    print(" | ".join(f"{cell:>10}" for cell in cells), flush=True)


def main(numbers: list[str]) -> None:
    print(f"Labelled searches and filters, {ROUNDS} rounds each; milliseconds unless seconds are said.")
    print_row(HEADS)
    for number in numbers or ["10", "1000", "100000"]:
        with tempfile.TemporaryDirectory(prefix="section-bench-") as folder:
            environment = {**os.environ, "DATA_DIR": folder}
            manage = [sys.executable, str(ROOT / "manage.py")]
            for command in (["migrate", "--verbosity=0"], ["make_directory", number]):
                subprocess.run([*manage, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
            subprocess.run([sys.executable, __file__], env={**environment, "ONE_SIZE": number}, check=True)


if __name__ == "__main__":
    if size := os.environ.get("ONE_SIZE"):
        measure(int(size))
    else:
        main(sys.argv[1:])
