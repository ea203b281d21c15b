"""The site map for search engines: every public address in every language, with its sisters (hreflang)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from trafficking.models import Event, Organisation, Page
from trafficking.models.page import HOME


class SectionSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = False


class PageSitemap(SectionSitemap):
    """Pages and fixed screens; entries that lead to another site are left out."""

    def items(self) -> Iterable[Page]:
        return Page.objects.published().filter(outside_url__isnull=True).exclude(path="search").order_by("path")

    def location(self, page: Page) -> str:
        return reverse("public:home") if page.path == HOME else reverse("public:page", args=[page.path])

    def lastmod(self, page: Page) -> datetime:
        return page.updated_at


class OrganisationSitemap(SectionSitemap):
    def items(self) -> Iterable[Organisation]:
        return Organisation.objects.published().in_directory().order_by("slug")

    def location(self, organisation: Organisation) -> str:
        return reverse("public:organisation", args=[organisation.slug])

    def lastmod(self, organisation: Organisation) -> datetime:
        return organisation.updated_at


class EventSitemap(SectionSitemap):
    def items(self) -> Iterable[Event]:
        return Event.objects.published().order_by("-year", "slug")

    def location(self, event: Event) -> str:
        return reverse("public:event", args=[event.year, event.slug])

    def lastmod(self, event: Event) -> datetime:
        return event.updated_at


class YearSitemap(SectionSitemap):
    def items(self) -> Iterable[tuple[int, datetime]]:
        years = Event.objects.published().order_by("-year").values_list("year")
        return years.annotate(changed=Max("updated_at"))

    def location(self, year: tuple[int, datetime]) -> str:
        return reverse("public:year", args=[year[0]])

    def lastmod(self, year: tuple[int, datetime]) -> datetime:
        return year[1]


SITEMAPS = {
    "pages": PageSitemap,
    "organisations": OrganisationSitemap,
    "events": EventSitemap,
    "years": YearSitemap,
}
