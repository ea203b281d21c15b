#!/usr/bin/env python3
"""How the directory grows: the index, the pages and the API at 10, 1,000 and 100,000 made-up organisations.

    .venv/bin/python bench/directory.py [N …]            (default: 10 1000 100000)

Each size gets a database of its own in a temporary folder (SQLite, or the PostgreSQL of DATABASE_URL, which must be
empty) and a process of its own. Pages are asked of Django directly, uncached: rendering and queries, no network.
Machines differ: read the rows against each other, medians first. Nothing is written into the checkout.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
SEARCHES = ("jurists rīgā", "psihologs", "психологическая помощь", "не платят зарплату", "juridiska palidziba", "лікар")
PAGES = {
    "filtered page": "/lv/help/?service=legal&area=riga&free=yes",
    "search page": "/lv/help/?q=juridiska+palidziba+riga",
    "search and filter": "/lv/help/?q=psihologs&language=ru&audience=women",
    "API, 50 services": "/api/hsds/v3/services",
}


def timed(action: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after one round that does not count."""
    action()
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return statistics.median(taken), taken[min(len(taken) - 1, round(0.95 * len(taken)))]


def measure(number: int) -> None:
    """One size, in this process, whose DATA_DIR is new and empty."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "embassy.settings"
    import django  # the settings read DATA_DIR, so Django comes only now

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from trafficking.search import directory

    with open(os.devnull, "w") as quiet:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("make_directory", number, stdout=quiet)
    start = time.perf_counter()
    directory.find("")
    built = (time.perf_counter() - start) * 1000
    row = [f"{number:>9,}", f"{built:>10,.0f}"]
    row += ["{:>8.1f} {:>8.1f}".format(*timed(lambda: [directory.find(words) for words in SEARCHES]))]
    client = Client(SERVER_NAME="localhost")
    for address in PAGES.values():

        def ask(address: str = address) -> None:
            assert client.get(address).status_code == 200

        row.append("{:>8.1f} {:>8.1f}".format(*timed(ask)))
    row.append(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>8.0f}")
    print(" | ".join(row), flush=True)


def main(numbers: list[str]) -> None:
    heads = [f"{'N':>9}", f"{'index ms':>10}", f"{f'{len(SEARCHES)} searches':>17}", *(f"{name:>17}" for name in PAGES)]
    print(" | ".join([*heads, f"{'MB':>8}"]))
    print(f"Each pair: median and 95th percentile of {ROUNDS}, in milliseconds.")
    for number in numbers or ["10", "1000", "100000"]:
        with tempfile.TemporaryDirectory(prefix="section-bench-") as folder:
            environment = {**os.environ, "DATA_DIR": folder, "ONE_SIZE": number}
            subprocess.run([sys.executable, __file__], env=environment, check=True)


if __name__ == "__main__":
    if size := os.environ.get("ONE_SIZE"):
        measure(int(size))
    else:
        main(sys.argv[1:])
