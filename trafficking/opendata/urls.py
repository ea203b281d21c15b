from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path

from trafficking.opendata import api, views
from trafficking.opendata.sitemaps import SITEMAPS


def hsds_patterns(language: str) -> list:
    """The API in one language. Its addresses have no slash at the end, as HSDS writes them."""
    patterns = [path("", api.about, {"language": language}, name=f"hsds-{language}")]
    for collection in api.COLLECTIONS:
        fixed = {"language": language, "collection": collection}
        patterns += [
            path(collection, api.listing, fixed, name=f"hsds-{language}-{collection}"),
            path(f"{collection}/<uuid:key>", api.detail, fixed, name=f"hsds-{language}-{collection}-detail"),
        ]
    return patterns


app_name = "opendata"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/hsds/v3/", include(hsds_patterns(settings.LANGUAGE_CODE))),
    *(
        path(f"api/hsds/v3/{language}/", include(hsds_patterns(language)))
        for language, _name in settings.LANGUAGES
        if language != settings.LANGUAGE_CODE
    ),
    re_path(r"^api/", api.missing),
]
