from django.core.management.base import BaseCommand

from trafficking.admin.lockout import forget_old


class Command(BaseCommand):
    help = "Forget sign-ins and failed attempts once the time on the privacy page is over, and sessions that are over."

    def handle(self, *args, **options):
        forget_old()
