"""General pages, the menu they make, and the yearly ranking that the home page shows."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trafficking.models.event import FIRST_YEAR, LAST_YEAR
from trafficking.models.fields import RichTextField
from trafficking.models.publishing import PublishableQuerySet
from trafficking.models.searchable import every_language
from trafficking.models.vocabulary import Positioned, unique_slug
from trafficking.search.queryset import SearchableQuerySet

#: The path of the page at the root of each language. Not an empty string: empty and NULL are one in an
#: unfinished item, and an unfinished page must not become the home page.
HOME = "home"

#: Screens with an address and a view of their own. Each has a Page for its title, lead and place in the menu.
FIXED_SCREENS = (HOME, "help", "events", "awards", "safety", "accessibility", "search")


class PageQuerySet(SearchableQuerySet, PublishableQuerySet):
    def for_search(self) -> Self:
        return self.published()

    def in_menu(self) -> Self:
        return self.filter(in_menu=True)


class Page(Positioned):
    path = models.CharField(
        _("address"),
        max_length=120,
        null=True,
        blank=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*$",
                _("Use small letters a–z, digits, hyphens and slashes, as in “about/contact”."),
            )
        ],
        help_text=_("What follows the language in the web address. The same in every language."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("below"),
        related_name="subpages",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Its place in the menu. Empty: first level."),
    )
    title = models.CharField(_("title"), max_length=160, null=True, blank=True)
    menu_title = models.CharField(
        _("title in the menu"), max_length=60, null=True, blank=True, help_text=_("If it has to be shorter.")
    )
    lead = models.TextField(_("lead"), null=True, blank=True, help_text=_("Two or three sentences under the title."))
    body = RichTextField(_("text"), null=True, blank=True)
    in_menu = models.BooleanField(_("in the menu"), default=True)
    outside_url = models.URLField(
        _("outside address"),
        max_length=300,
        null=True,
        blank=True,
        help_text=_("If the menu entry leads to another site; the text is then not used."),
    )

    required_to_publish = ("title_lv", "path")

    objects = PageQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [*Positioned.Meta.constraints, unique_slug("page", "path")]

    def __str__(self) -> str:
        return self.title or self.path or str(_("(no title yet)"))

    def search_titles(self) -> list[str | None]:
        return every_language(self, "title", "menu_title")

    def search_texts(self) -> list[str | None]:
        return every_language(self, "lead", "body")

    def get_absolute_url(self) -> str | None:
        if not self.path:
            return None
        return reverse("public:home") if self.path == HOME else reverse("public:page", args=[self.path])

    def get_preview_url(self) -> str | None:
        """Its own address; a menu entry that leads elsewhere is read in the menu of the first page."""
        return super().get_preview_url() if self.outside_url else self.get_absolute_url()

    @property
    def is_fixed_screen(self) -> bool:
        return self.path in FIXED_SCREENS

    def clean(self) -> None:
        super().clean()
        seen, page = {self.pk}, self.parent
        while page is not None:
            if page.pk in seen:
                raise ValidationError({"parent": _("A page cannot stand below itself.")})
            seen.add(page.pk)
            page = page.parent


class ReportRanking(Positioned):
    """Latvia's tier in one year's Trafficking in Persons Report. The home page shows the newest."""

    class Tier(models.TextChoices):
        ONE = "1", _("Tier 1")
        TWO = "2", _("Tier 2")
        TWO_WATCH = "2w", _("Tier 2 Watch List")
        THREE = "3", _("Tier 3")

    year = models.PositiveSmallIntegerField(
        _("year of the report"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    tier = models.CharField(_("tier"), max_length=2, choices=Tier, null=True, blank=True)
    url = models.URLField(_("link to the report"), max_length=500, null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True, help_text=_("One or two sentences about this report."))

    required_to_publish = ("year", "tier")

    class Meta(Positioned.Meta):
        verbose_name = _("report ranking")
        verbose_name_plural = _("report rankings")
        ordering = ["-year", "id"]
        constraints = [
            *Positioned.Meta.constraints,
            models.UniqueConstraint(
                fields=["year"],
                name="reportranking_one_a_year",
                violation_error_message=_("There is already a ranking for this year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year or '?'}: {self.get_tier_display() or '?'}"
