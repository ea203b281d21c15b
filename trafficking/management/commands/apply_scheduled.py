from django.core.management.base import BaseCommand

from trafficking.editorial import schedule
from trafficking.editorial.flow import RefusedError
from trafficking.models import Heartbeat

TASK = "apply_scheduled"


class Command(BaseCommand):
    help = "Publish the drafts whose moment has come. Run it every minute; it says nothing when there is nothing to do."

    def handle(self, *args, **options):
        for scheduled in schedule.due():
            name = f"{scheduled.content_type.name} {scheduled.item}"
            try:
                schedule.apply(scheduled)
                self.stdout.write(f"Published: {name}")
            except RefusedError as refusal:
                self.stderr.write(f"Not published: {name}: {refusal}")
        Heartbeat.beat(TASK)
