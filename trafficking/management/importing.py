"""What the commands share that read spreadsheets."""

import sys
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from trafficking.exchange import changes, files, limits
from trafficking.exchange.applying import Import, Outcome, RejectedError
from trafficking.exchange.layouts import Layout
from trafficking.exchange.planning import Plan, plan
from trafficking.exchange.problems import Problem
from trafficking.exchange.sheets import UnreadableError
from trafficking.management.progress import progress


class ImportCommand(BaseCommand):
    """Reads a workbook or CSV; all rows or none. Subclasses name the layout."""

    layout: ClassVar[Layout]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=".xlsx or .csv, as the desk exports it; - for standard input")
        parser.add_argument("--check", action="store_true", help="say what would change and what is wrong, no more")
        parser.add_argument(
            "--publish", action="store_true", help="publish new items and changes of live ones; without it: drafts"
        )
        parser.add_argument("--numbers-confirmed", action="store_true", help="changed telephone numbers were compared")
        parser.add_argument("--as", dest="author", metavar="NAME", help="the staff account in whose name it is done")

    def handle(self, *args: Any, file: str, check: bool, publish: bool, **options: Any) -> None:
        if publish and settings.REVIEW_REQUIRED:
            raise CommandError("Nothing was imported: a second person must look at every draft. Leave out --publish.")
        author = self._author(options["author"])
        with translation.override("en"):
            planned = self._plan(file, author)
            self._compare_numbers(planned, publish and not check and not options["numbers_confirmed"])
            wanted = Import(planned, author, f"From {Path(file).name}", publish, submits=settings.REVIEW_REQUIRED)
            if check:
                problems = wanted.rehearse() if publish else planned.problems
                self._refuse(problems)
                self.stdout.write(self.style.SUCCESS("Nothing is wrong with it. Nothing was written."))
                return
            outcome = self._apply(wanted)
        words = f"Done: {outcome.published:,} published, {outcome.drafts:,} drafts"
        self.stdout.write(self.style.SUCCESS(words))

    def _author(self, name: str | None) -> Any:
        if name is None:
            return None
        author = get_user_model().objects.filter(username=name, is_staff=True).first()
        if author is None:
            raise CommandError(f"Nothing was imported: there is no staff account “{name}”.")
        return author

    def _plan(self, file: str, author: Any) -> Plan:
        try:
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            sheets = files.read(data, file, limits.BY_COMMAND)
        except (OSError, UnreadableError) as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        planned = plan(self.layout, sheets, author)
        new, changed = len(planned.new), len(planned.changed)
        self.stdout.write(f"{new:,} new, {changed:,} changed, {planned.unchanged:,} unchanged")
        self._refuse(planned.problems)
        return planned

    def _compare_numbers(self, planned: Plan, refuses: bool) -> None:
        changed = changes.number_changes(planned)
        for entry, numbers in changed:
            for number in numbers:
                self.stdout.write(f"{entry.handle}: {number.before or '–'} -> {number.after or '–'}")
        if changed and refuses:
            raise CommandError("Nothing was imported: compare these numbers, then add --numbers-confirmed.")

    def _apply(self, wanted: Import) -> Outcome:
        total = len(wanted.plan.to_write)
        try:
            return wanted.apply(lambda entries: progress(entries, total, self.stdout, lambda entry: entry.handle))
        except RejectedError as rejection:
            self._refuse(rejection.problems)
            raise

    def _refuse(self, problems: list[Problem]) -> None:
        if not problems:
            return
        for problem in problems:
            place = f"row {problem.row}" if problem.row else "the whole sheet"
            self.stderr.write(f"{problem.sheet}, {place}{problem.field and f', {problem.field}'}: {problem.reason}")
        raise CommandError(f"Nothing was imported: {len(problems):,} problems.")
