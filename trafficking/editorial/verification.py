"""Whether an organisation's contact details are still right: when somebody must look again, and who looked."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.db.models import Case, DateField, DurationField, ExpressionWrapper, F, IntegerField, Q, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from trafficking import caching
from trafficking.editorial.review import name_of
from trafficking.models import Organisation
from trafficking.models.publishing import published_at

#: SQLite counts with whole integers only.
_DAYS = Cast("review_interval_days", IntegerField())
_INTERVAL = ExpressionWrapper(_DAYS * Value(timedelta(days=1)), output_field=DurationField())
#: `Organisation.check_due_on` as an expression.
_DUE_ON = ExpressionWrapper(F("verified_on") + _INTERVAL, output_field=DateField())


def due() -> models.QuerySet[Organisation]:
    """The organisations of the directory whose contact details must be checked: those that visitors read first,
    of these the never checked, then those whose check is the oldest.
    """
    return (
        Organisation.objects.in_directory()
        .alias(due_on=_DUE_ON)
        .filter(Q(verified_on=None) | Q(due_on__lte=timezone.localdate()))
        .alias(turn=Case(When(published_at(), then=0), default=1))
        .order_by("turn", F("verified_on").asc(nulls_first=True), "position", "pk")
    )


def check_today(items: Iterable[Organisation], person: Any) -> int:
    """Write down that a person has checked these organisations' contact details today; returns how many they are.

    The date and the name are no content: drafts, history and translations know nothing of them, and nothing else
    of the organisation is written.
    """
    checked = list(items)
    longest = Organisation._meta.get_field("verified_by").max_length
    with transaction.atomic():
        Organisation.objects.filter(pk__in=[item.pk for item in checked]).update(
            verified_on=timezone.localdate(), verified_by=name_of(person)[:longest]
        )
        caching.moved(caching.DIRECTORY)
        LogEntry.objects.log_actions(person.pk, checked, CHANGE, _("Contact details checked."))
    return len(checked)
