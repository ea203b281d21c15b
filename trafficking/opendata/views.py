"""Machine addresses without a language."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /exit/
Disallow: /*/search/
Sitemap: {sitemap}
"""


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit (RFC 9309)."""
    sitemap = request.build_absolute_uri(reverse("opendata:sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")
