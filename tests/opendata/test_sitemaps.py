import re
from xml.etree import ElementTree

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(client) -> set[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    return {element.text for element in tree.findall("s:url/s:loc", NAMES)}


def test_sitemap_lists_every_public_address_in_every_language(client):
    factories.page("home")
    factories.organisation(slug="viens")
    factories.event(2015, slug="konference")
    for language in ("lv", "en", "ru", "uk"):
        assert {
            f"http://testserver/{language}/",
            f"http://testserver/{language}/help/viens/",
            f"http://testserver/{language}/events/2015/",
            f"http://testserver/{language}/events/2015/konference/",
        } <= addresses(client)


def test_sitemap_names_the_sister_pages(client):
    factories.organisation(slug="viens")
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    links = tree.find("s:url", NAMES).findall("x:link", NAMES)
    assert {link.get("hreflang") for link in links} == {"lv", "en", "ru", "uk"}


@pytest.mark.parametrize("hide", ["unpublished", "not in the directory"])
def test_sitemap_without_what_is_not_public(client, hide):
    organisation = factories.organisation(slug="viens")
    assert any("/help/viens/" in address for address in addresses(client))
    organisation.is_published = hide != "unpublished"
    organisation.in_directory = hide != "not in the directory"
    organisation.save()
    assert not any("/help/viens/" in address for address in addresses(client))


def test_sitemap_without_pages_of_other_sites_and_the_search(client):
    factories.page("nato")
    outside = factories.page("outside", outside_url="https://example.org/")
    factories.page("search")
    found = addresses(client)
    assert any(address.endswith("/nato/") for address in found)
    assert not any(outside.path in address or "search" in address for address in found)


def test_robots_names_the_sitemap_and_keeps_engines_off_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert re.search(r"^Disallow: /admin/$", text, re.M)
    assert "Sitemap: http://testserver/sitemap.xml" in text
