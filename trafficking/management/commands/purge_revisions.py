from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from trafficking.editorial import deleted


class Command(BaseCommand):
    help = (
        "Forget for good what was deleted: its content, its history, remarks and share links. "
        "It cannot be brought back afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--deleted-before",
            type=int,
            required=True,
            metavar="DAYS",
            help="items that were deleted more than so many days ago",
        )

    def handle(self, *args, deleted_before: int, **options):
        if deleted_before < 0:
            raise CommandError("Nothing was forgotten: DAYS must not be negative.")
        number = deleted.purge(timezone.now() - timedelta(days=deleted_before))
        self.stdout.write(f"Forgotten: {number} deleted items")
