"""Short texts that stand on many pages: pinned numbers and the notice beside every list of helpers."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trafficking.models.vocabulary import Positioned


class UrgentLine(Positioned):
    """A number pinned to the top of every page."""

    number = models.CharField(
        _("number"),
        max_length=20,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9]{2,15}$", _("Digits only, with a leading + for a full number."))],
        help_text=_("What is dialled: 112, or +371 and the number without blanks."),
    )
    text = models.CharField(
        _("text"), max_length=120, null=True, blank=True, help_text=_("When to call it, in a few words.")
    )
    reference_url = models.URLField(
        _("official reference"),
        max_length=500,
        null=True,
        blank=True,
        help_text=_("The official page that confirms the number. Without it the line cannot be published."),
    )
    reference_checked_on = models.DateField(_("reference read on"), null=True, blank=True)

    required_to_publish = ("text_lv", "number", "reference_url")

    class Meta(Positioned.Meta):
        verbose_name = _("urgent line")
        verbose_name_plural = _("urgent lines")

    def __str__(self) -> str:
        return f"{self.number or '?'}: {self.text or ''}"


class Notice(Positioned):
    """What must be read wherever help is listed, printed or exported."""

    title = models.CharField(_("title"), max_length=120, null=True, blank=True)
    text = models.TextField(_("text"), null=True, blank=True)

    required_to_publish = ("text_lv",)

    class Meta(Positioned.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.title or (self.text or "")[:60]

    def get_preview_url(self) -> str | None:
        return reverse("public:directory")
