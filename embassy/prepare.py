"""Bring the database up to date: `python -m embassy.prepare`, before the servers of a new version start."""

import io
import os

import django
from django.core.management import call_command


def prepare_database() -> bool:
    """Migrate; the first time load the section's first content. Returns whether it did that.

    Raises what the commands raise: django.db.Error, OSError, CommandError.
    """
    from trafficking.models import StarterRecord  # needs Django to be set up

    call_command("migrate", verbosity=0, interactive=False)
    if StarterRecord.objects.exists():
        return False
    call_command("load_starter", stdout=io.StringIO())
    return True


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
    django.setup()
    loaded = prepare_database()
    print("The database is ready" + (", with the section's first content." if loaded else "."))  # noqa: T201
