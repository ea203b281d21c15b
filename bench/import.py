#!/usr/bin/env python3
"""How long 10,000 made-up organisations take to go out as a workbook and to come in again.

    .venv/bin/python bench/import.py [N …]            (default: 1000 10000)

The workbook of N organisations (services, numbers and places on sheets of their own) is made in one database and read
into another that has only the vocabulary: first published, then once more, unchanged, then with every name changed.
Databases are new ones in a temporary folder (SQLite), or the PostgreSQL of DATABASE_URL, which must be empty and is
emptied again at the end. Seconds of wall clock; the last column is the memory of the process.
"""

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADS = ("N", "file MB", "export s", "check s", "publish s", "unchanged s", "rename s", "rows/s", "MB")


def measure(number: int) -> None:
    """One size, in this process, whose DATA_DIR is new and empty."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "embassy.settings"
    import django  # the settings read DATA_DIR, so Django comes only now

    django.setup()
    from django.core.management import call_command
    from openpyxl import load_workbook

    from trafficking.exchange import exporting, layouts
    from trafficking.models import Organisation

    folder = Path(os.environ["BENCH_FOLDER"])
    book, renamed = folder / "organisations.xlsx", folder / "renamed.xlsx"
    layout, everything = layouts.ORGANISATIONS, Organisation.objects.all()

    def export() -> None:
        book.write_bytes(exporting.exported(layout, everything, "xlsx"))

    def run(file: Path, *options: str) -> Callable[[], None]:
        return lambda: call_command("import_organisations", str(file), *options, stdout=io.StringIO())

    with open(os.devnull, "w") as quiet:
        call_command("migrate", verbosity=0)
        call_command("make_directory", number, stdout=quiet)
    taken = [timed(export)]
    Organisation.objects.all().delete()
    taken += [timed(run(book, "--check")), timed(run(book, "--publish")), timed(run(book, "--publish"))]
    assert Organisation.objects.published().count() == number
    workbook = load_workbook(book)
    for row in workbook.worksheets[0].iter_rows(min_row=2, min_col=2, max_col=2):
        row[0].value += " un citi"
    workbook.save(renamed)
    taken.append(timed(run(renamed, "--publish")))
    assert Organisation.objects.filter(name_lv__endswith=" un citi").count() == number
    call_command("flush", interactive=False, verbosity=0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = book.stat().st_size / 1024 / 1024
    rate = f"{number / taken[2]:.0f}"
    row = (f"{number:,}", f"{size:.1f}", *(f"{each:.1f}" for each in taken), rate, f"{memory:.0f}")
    print(" | ".join(f"{cell:>11}" for cell in row), flush=True)


def timed(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main(numbers: list[str]) -> None:
    print(" | ".join(f"{head:>11}" for head in HEADS))
    for number in numbers or ["1000", "10000"]:
        with tempfile.TemporaryDirectory(prefix="section-bench-") as folder:
            environment = {**os.environ, "DATA_DIR": folder, "BENCH_FOLDER": folder, "ONE_SIZE": number}
            subprocess.run([sys.executable, __file__], env=environment, check=True)


if __name__ == "__main__":
    if size := os.environ.get("ONE_SIZE"):
        measure(int(size))
    else:
        main(sys.argv[1:])
