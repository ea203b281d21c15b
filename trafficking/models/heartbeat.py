"""When a regular task last ran, so that the desk can say so."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """One row a task; `at` is the end of its last run."""

    task = models.CharField(_("task"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("last run"))

    def __str__(self) -> str:
        return f"{self.task}: {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def beat(cls, task: str) -> None:
        cls.objects.update_or_create(pk=task, defaults={"at": timezone.now()})

    @classmethod
    def last(cls, task: str) -> datetime | None:
        return cls.objects.filter(pk=task).values_list("at", flat=True).first()
