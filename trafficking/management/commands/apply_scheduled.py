from django.core.management.base import BaseCommand

from trafficking.editorial import flow
from trafficking.models import Heartbeat

TASK = "apply_scheduled"


class Command(BaseCommand):
    help = "Publish the drafts whose moment has come. Run it every minute; it says nothing when there is nothing to do."

    def handle(self, *args, **options):
        for revision in flow.due():
            name = f"{revision.content_type.name} {revision.item}"
            try:
                flow.publish(revision, revision.author)
                self.stdout.write(f"Published: {name}")
            except flow.RefusedError as refusal:
                flow.refuse_schedule(revision, refusal)
                self.stderr.write(f"Not published: {name}: {refusal}")
        Heartbeat.beat(TASK)
