"""Addresses on other sites: how each answered when it was last asked, and every place where it stands.

`editorial.links` keeps the places, `manage.py check_links` the answers.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import Keyed

#: Longer addresses (in UTF-8) are not kept: PostgreSQL cannot index them, and browsers cannot open them everywhere.
MAX_ADDRESS_BYTES = 2000


class Link(Keyed):
    class State(models.TextChoices):
        NEW = "new", _("not asked yet")
        WORKS = "works", _("works")
        MOVED = "moved", _("has moved")
        LOOK = "look", _("look at it")
        FAILING = "failing", _("did not answer, is asked again")
        DEAD = "dead", _("dead")

    class Problem(models.TextChoices):
        """What was noticed, in words that follow the address."""

        NONE = "", _("nothing to note")
        NOT_FOUND = "not-found", _("There is no such page any more.")
        FAULT = "fault", _("The site answers with an error.")
        NO_HOST = "no-host", _("There is no site of that name.")
        UNREACHABLE = "unreachable", _("The site cannot be reached.")
        TIMEOUT = "timeout", _("The site did not answer in time.")
        NONSENSE = "nonsense", _("What answers there is no website.")
        LOOP = "loop", _("The page sends its readers in a circle.")
        INSECURE = "insecure", _("The site cannot show that it is the right one: its certificate is not valid.")
        REFUSES = "refuses", _("The site does not answer programs. Open it yourself.")
        SECURE_NOW = "secure-now", _("The same page is there under https. Write the address that way.")
        RENAMED = "renamed", _("The page has a new address. Write that one.")
        FIRST_PAGE = "first-page", _("It leads to the first page of its site. The page itself may be gone.")
        ELSEWHERE = "elsewhere", _("It leads to another site. See whether it is still the right one.")
        INSIDE = "inside", _("It leads into a private network. Visitors cannot open it.")
        ODD = "odd", _("Such an address cannot be asked. See whether it is written correctly.")

    address = models.URLField(_("address"), max_length=MAX_ADDRESS_BYTES)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    problem = models.CharField(_("what was noticed"), max_length=15, choices=Problem, blank=True, default=Problem.NONE)
    status_code = models.PositiveSmallIntegerField(
        _("answer"), null=True, blank=True, help_text=_("The number with which the site answered (HTTP): 200 is well.")
    )
    final_address = models.TextField(
        _("where it leads"),
        blank=True,
        default="",
        help_text=_("Where a reader arrives. Empty: at the address itself."),
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    #: What somebody looked at and found right: problem and final address, as `sign` gives them.
    accepted = models.TextField(blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("outgoing link")
        verbose_name_plural = _("outgoing links")
        ordering = ["address", "id"]
        constraints = [models.UniqueConstraint(fields=["address"], name="link_address_unique")]
        indexes = [models.Index(fields=["checked_at"], name="link_checked_at")]

    def __str__(self) -> str:
        return self.address

    @property
    def sign(self) -> str:
        """What was noticed, so that the same is known again."""
        return f"{self.problem} {self.final_address}".strip()


class LinkUse(Keyed):
    """One field of one item in which an address stands."""

    link = models.ForeignKey(Link, verbose_name=_("address"), related_name="uses", on_delete=models.CASCADE)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.UUIDField()
    item = GenericForeignKey("content_type", "object_id")
    #: The row inside the item: empty for the item itself, else "links/<key>".
    row = models.CharField(max_length=60, blank=True, default="")
    field = models.CharField(_("field"), max_length=40)
    language = models.CharField(_("language"), max_length=10, blank=True, default="", choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        ordering = ["content_type", "object_id", "row", "field", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "content_type", "object_id", "row", "field", "language"], name="link_use_unique"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="link_use_item")]

    def __str__(self) -> str:
        return f"{self.row} {self.field} {self.language}".strip()
