"""What visitors say is wrong. Nothing about who said it is kept, not even the hour."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trafficking.models.organisation import Organisation
from trafficking.models.publishing import Keyed

MOST_CHARACTERS = 1000


def today():
    """The day in Riga."""
    return timezone.localdate()


class Correction(Keyed):
    class Part(models.TextChoices):
        NUMBER = "number", _("the telephone number")
        ADDRESS = "address", _("the address")
        HOURS = "hours", _("the opening hours")
        HELP = "help", _("the help that they offer")
        LANGUAGES = "languages", _("the languages that they speak")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        NEW = "new", _("new")
        DONE = "done", _("done")
        DISMISSED = "dismissed", _("dismissed")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), related_name="corrections", on_delete=models.CASCADE
    )
    part = models.CharField(_("what is wrong"), max_length=10, choices=Part)
    text = models.TextField(_("what is right"), max_length=MOST_CHARACTERS)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    received_on = models.DateField(_("received on"), default=today, editable=False)
    note = models.TextField(_("note for colleagues"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction from a visitor")
        verbose_name_plural = _("corrections from visitors")
        ordering = ["-received_on", "id"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_part_display()}"
