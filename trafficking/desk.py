"""The desk: Django's admin with the nouns in the order of the work. What stands on it is in `admin/`.

It cannot stand there itself: importing that package registers the nouns, which needs the site.
"""

from functools import partial

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.urls import path
from django.utils.translation import gettext_lazy as _

#: The nouns of the section as the first page groups them.
GROUPS = (
    (_("Help directory"), ("Organisation", "Correction", "ServiceType", "Situation", "Area", "Audience", "Language")),
    (_("Events and awards"), ("Event", "EventKind", "Person", "Award")),
    (_("Pages and notices"), ("Page", "ReportRanking", "UrgentLine", "Notice")),
    (_("Library"), ("Image", "Document")),
)


class DeskConfig(AdminConfig):
    default_site = "trafficking.desk.DeskSite"


class DeskSite(AdminSite):
    site_header = _("Embassy website: desk")
    site_title = _("Embassy website")
    index_title = _("What do you want to change?")

    def get_urls(self):
        from trafficking.admin.translating_queue import overview  # it names the site

        return [
            path("translations/", self.admin_view(partial(overview, self)), name="translations"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        own = [group for app in apps if app["app_label"] == "trafficking" for group in _grouped(app)]
        return own + [app for app in apps if app["app_label"] != "trafficking"]


def _grouped(app: dict) -> list[dict]:
    """One entry of Django's list as one entry a group, without groups the reader may not open."""
    models = {model["object_name"]: model for model in app["models"]}
    groups = [{**app, "name": name, "models": [models[n] for n in nouns if n in models]} for name, nouns in GROUPS]
    return [group for group in groups if group["models"]]
