from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from trafficking.admin import devices


class Command(BaseCommand):
    help = "Forget the lost phone of an administrator whom no other can help. Recorded under that person's own name."

    def add_arguments(self, parser):
        parser.add_argument("name")

    def handle(self, *args, name, **options):
        user = get_user_model().objects.filter(username=name).first()
        if not user:
            raise CommandError(f"Nobody signs in as “{name}”.")
        devices.reset(user, by=user)
        self.stdout.write(f"The next sign-in of “{name}” sets up a new second factor.")
