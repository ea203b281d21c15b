from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, models, transaction
from django.utils import translation

from trafficking import caching
from trafficking.management import synthetic
from trafficking.models import Area, Audience, Language, Organisation, ServiceType, Situation
from trafficking.starter import loader

#: Files of the vocabulary, in the order of their references.
VOCABULARY: tuple[tuple[str, str, type[models.Model]], ...] = (
    ("situations", "situation", Situation),
    ("service_types", "service_type", ServiceType),
    ("more_service_types", "service_type", ServiceType),
    ("areas", "area", Area),
    ("audiences", "audience", Audience),
    ("languages", "language", Language),
)
#: How many organisations are made and written at once.
AT_ONCE = 2_000


class Command(BaseCommand):
    help = (
        "Fill a database of its own with a made-up help directory of N organisations, to measure and to try things "
        "at size. What an earlier run made is replaced; a database with any other organisation is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="N", help="how many organisations")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another directory (default: 1)")

    def handle(self, *args: Any, number: int, seed: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Nothing was made: made-up organisations have no place in production.")
        if not 0 < number <= 1_000_000:
            raise CommandError("Nothing was made: N must be between 1 and 1,000,000.")
        others = Organisation.objects.exclude(slug__startswith=synthetic.SLUG_PREFIX)
        if others.exists() or Organisation.objects.filter(slug=None).exists():
            raise CommandError("Nothing was made: this database holds organisations that are not made up.")
        with transaction.atomic(), translation.override("lv"):
            Organisation.objects.all().delete()
            terms = self._terms()
            for start in range(1, number + 1, AT_ONCE):
                self._write(synthetic.rows(range(start, min(start + AT_ONCE, number + 1)), terms, seed))
                self.stdout.write(f"{min(start + AT_ONCE - 1, number):,} of {number:,}")
            # bulk_create sends no signals.
            caching.moved(caching.DIRECTORY)
            if connection.vendor == "postgresql":
                # So many new rows at once: until it has counted them, PostgreSQL plans as for an empty table.
                connection.cursor().execute("ANALYZE")
        self.stdout.write(self.style.SUCCESS(f"Done: {number:,} made-up organisations"))

    def _terms(self) -> synthetic.Terms:
        """The starter vocabulary, with the further service types that the starter content has no use for."""
        try:
            for file, name, model in VOCABULARY:
                for position, record in enumerate(loader.records(file, name), start=1):
                    loader.load_record(model, record, position * 10)
        except loader.StarterError as error:
            raise CommandError(f"Nothing was made. {error}") from error
        nouns = (ServiceType, Area, Language, Audience)
        return synthetic.Terms(*(list(noun.objects.published().slugged()) for noun in nouns))

    def _write(self, rows: synthetic.Rows) -> None:
        for some in rows.by_model():
            if some:
                type(some[0])._default_manager.bulk_create(some, batch_size=500)
