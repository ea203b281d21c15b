"""What the commands share that write spreadsheets."""

from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from trafficking.exchange import exporting
from trafficking.exchange.layouts import Layout


class ExportCommand(BaseCommand):
    """Writes all items of a noun into a file. Subclasses name the layout."""

    layout: ClassVar[Layout]

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("file", metavar="FILE", type=Path, help="a new file that ends in .xlsx or .csv")
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE, help="of the headings")
        parser.add_argument("--confidential", action="store_true", help="with confidential addresses; guard the file")

    def handle(self, *args: Any, file: Path, language: str, confidential: bool, **options: Any) -> None:
        form = file.suffix.lstrip(".")
        if form not in exporting.FORMATS:
            raise CommandError("Nothing was written: the file must end in .xlsx or .csv.")
        items = self.layout.model._default_manager.all()
        with translation.override(language):
            data = exporting.exported(self.layout, items, form, None if confidential else AnonymousUser())
        try:
            with file.open("xb") as new:
                new.write(data)
        except OSError as error:
            raise CommandError(f"Nothing was written. {error}") from error
        left_out = exporting.without_key(self.layout, items)
        words = f"Done: {items.count() - left_out:,} rows" + (f"; {left_out:,} without web address" if left_out else "")
        self.stdout.write(self.style.SUCCESS(words))
