"""What people say about a revision: sent for review, approved, sent back, looks right, a remark."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import Keyed
from trafficking.models.revision import Revision
from trafficking.models.share_link import ShareLink


class Remark(Keyed):
    """One thing said about one revision. An approval holds for that very revision and no later one."""

    class Verdict(models.TextChoices):
        SUBMITTED = "submitted", _("sent for review")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("sent back")
        LOOKS_RIGHT = "looks-right", _("looks right")
        REMARK = "remark", _("remark")

    revision = models.ForeignKey(Revision, verbose_name=_("revision"), related_name="remarks", on_delete=models.CASCADE)
    verdict = models.CharField(_("what was said"), max_length=12, choices=Verdict)
    text = models.TextField(_("in words"), blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )
    share_link = models.ForeignKey(
        ShareLink,
        verbose_name=_("through the share link"),
        null=True,
        blank=True,
        related_name="remarks",
        on_delete=models.SET_NULL,
        help_text=_("Said by somebody without an account, to whom this link was given."),
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.get_verdict_display())
