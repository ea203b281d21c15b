"""How the installation is, in sentences that say what to do."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from trafficking.editorial import schedule
from trafficking.editorial.values import moment
from trafficking.models import Heartbeat

SCHEDULER, LINK_CHECK = "apply_scheduled", "check_links"
#: A task that runs every minute, or every day, is missed after this time.
MINUTES, DAYS = timedelta(minutes=5), timedelta(days=2)
#: Bytes below which the disk is nearly full: uploads and the database need room for their copies.
LITTLE_ROOM = 2**30


class State(StrEnum):
    WELL = gettext_noop("All right")
    NOTE = gettext_noop("Please note")
    WRONG = gettext_noop("Please mend")


class Finding(NamedTuple):
    state: State
    words: str


def findings() -> Iterator[Finding]:
    """Everything that is looked at, whether it is well or not."""
    yield from (_database(), _migrations(), _disk(), _scheduler(), _link_check(), _review())
    second_factor = getattr(settings, "SECOND_FACTOR_REQUIRED", None)
    if second_factor:
        yield Finding(State.WELL, _("Signing in asks for a second factor."))
    elif second_factor is not None:
        yield Finding(State.NOTE, _("Signing in asks for no second factor. That is for trying out."))


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(State.WELL, _("The database answers (%(name)s).") % {"name": connection.display_name})


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    if number := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        words = ngettext(
            "%(number)d change of the database is not applied: run manage.py migrate.",
            "%(number)d changes of the database are not applied: run manage.py migrate.",
            number,
        )
        return Finding(State.WRONG, words % {"number": number})
    return Finding(State.WELL, _("All changes of the database are applied."))


def _disk() -> Finding:
    try:
        usage = shutil.disk_usage(settings.DATA_DIR)
    except OSError:
        return Finding(State.WRONG, _("The folder of the data cannot be read."))
    room = {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}
    if usage.free < LITTLE_ROOM:
        return Finding(State.WRONG, _("The disk is nearly full: %(free)s of %(total)s are free.") % room)
    return Finding(State.WELL, _("On the disk, %(free)s of %(total)s are free.") % room)


def _scheduler() -> Finding:
    last, waits = Heartbeat.last(SCHEDULER), schedule.is_any_waiting()
    if last and _is_recent(last, MINUTES):
        return Finding(State.WELL, _("What publishes scheduled drafts last ran %(moment)s.") % {"moment": moment(last)})
    words = _("What publishes scheduled drafts has never run.")
    if last:
        words = _("What publishes scheduled drafts last ran %(moment)s, and not since.") % {"moment": moment(last)}
    to_do = _("Have manage.py apply_scheduled run every minute; until then no scheduled draft goes live.")
    return Finding(State.WRONG if waits else State.NOTE, f"{words} {to_do}")


def _link_check() -> Finding:
    last = Heartbeat.last(LINK_CHECK)
    if last is None:
        words = _("Links were never checked. Have manage.py check_links run once a day.")
        return Finding(State.NOTE, words)
    words = _("Links were last checked %(moment)s.") % {"moment": moment(last)}
    if _is_recent(last, DAYS):
        return Finding(State.WELL, words)
    to_do = _("Have manage.py check_links run once a day.")
    return Finding(State.NOTE, f"{words} {to_do}")


def _review() -> Finding:
    if settings.REVIEW_REQUIRED:
        return Finding(State.WELL, _("Two people see everything that goes live."))
    return Finding(State.NOTE, _("One person is enough to publish here. That is for trying out."))


def _is_recent(at: datetime, span: timedelta) -> bool:
    return timezone.now() - at <= span
