from django.core.management.base import BaseCommand, CommandError

from trafficking.starter.loader import StarterError, load


class Command(BaseCommand):
    help = (
        "Load the section's first content. Can be run again: it doubles nothing, "
        "and leaves alone what staff have changed or deleted since."
    )

    def handle(self, *args, **options):
        try:
            total = load(self.stdout.write)
        except StarterError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        outcome = ", ".join(f"{number} {what}" for what, number in total.items())
        self.stdout.write(self.style.SUCCESS(f"Done: {outcome}"))
