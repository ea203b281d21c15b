"""The desk: Django's admin with the nouns in the order of the work, behind two factors. What stands on it is in
`admin/`.

It cannot stand there itself: importing that package registers the nouns, which needs the site.
"""

from functools import partial

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

#: The nouns of the section as the first page groups them.
GROUPS = (
    (_("Help directory"), ("Organisation", "Correction", "ServiceType", "Situation", "Area", "Audience", "Language")),
    (_("Events and awards"), ("Event", "EventKind", "Person", "Award")),
    (_("Pages and notices"), ("Page", "ReportRanking", "UrgentLine", "Notice")),
    (_("Library"), ("Image", "Document", "Link")),
)


class DeskConfig(AdminConfig):
    default_site = "trafficking.desk.DeskSite"

    def ready(self) -> None:
        super().ready()
        from trafficking.admin import session_end

        session_end.connect()


class DeskSite(AdminSite):
    site_header = _("Embassy website: desk")
    site_title = _("Embassy website")
    index_title = _("My work")

    def index(self, request, extra_context=None):
        from trafficking.admin import my_work

        return super().index(request, {**(extra_context or {}), **my_work.page(request)})

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the request comes from a member of staff who has given all that is asked for."""
        return self.gave_password(request) and (not settings.SECOND_FACTOR_REQUIRED or request.user.is_verified())

    def gave_password(self, request: HttpRequest) -> bool:
        return super().has_permission(request)

    def get_urls(self):
        # Importing it registers the nouns, which needs this site.
        from trafficking.admin.deleting import all_deleted
        from trafficking.admin.translating_queue import overview

        return [
            path("deleted/", self.admin_view(all_deleted), name="deleted"),
            path("translations/", self.admin_view(partial(overview, self)), name="translations"),
            # Also for those who stand between password and second factor, whom Django's own way would not let out.
            path("logout/", never_cache(self.logout), name="logout"),
            path("second-factor/", self.second_factor, name="second_factor"),
            path("recovery-codes/", self.admin_view(self.recovery_codes), name="recovery_codes"),
            *super().get_urls(),
        ]

    def each_context(self, request: HttpRequest) -> dict:
        return super().each_context(request) | {"second_factor_required": settings.SECOND_FACTOR_REQUIRED}

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Django's page; whoever has given the password is led on to the second factor."""
        from django.contrib.auth.views import redirect_to_login

        if request.method == "GET" and self.gave_password(request) and not self.has_permission(request):
            return redirect_to_login(request.GET.get("next", ""), reverse("admin:second_factor"))
        return super().login(request, extra_context)

    @method_decorator(never_cache)
    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """The gate between the password and everything else."""
        from trafficking.admin import devices, second_factor

        if not self.gave_password(request):
            return redirect("admin:login")
        if self.has_permission(request):
            return redirect("admin:index")
        page = second_factor.Ask if devices.is_set_up(request.user) else second_factor.SetUp
        return page.as_view()(request)

    def recovery_codes(self, request: HttpRequest) -> HttpResponse:
        from trafficking.admin import devices, second_factor

        if not devices.is_set_up(request.user):
            return redirect("admin:index")
        return second_factor.RecoveryCodes.as_view()(request)

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        own = [group for app in apps if app["app_label"] == "trafficking" for group in _grouped(app)]
        return own + [app for app in apps if app["app_label"] != "trafficking"]


def _grouped(app: dict) -> list[dict]:
    """One entry of Django's list as one entry a group, without groups the reader may not open."""
    models = {model["object_name"]: model for model in app["models"]}
    groups = [{**app, "name": name, "models": [models[n] for n in nouns if n in models]} for name, nouns in GROUPS]
    return [group for group in groups if group["models"]]
