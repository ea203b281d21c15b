"""Every address of the site: the desk, machine addresses without a language, pages for people with one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from embassy.media import media

urlpatterns = [
    path("", include("trafficking.opendata.urls")),
    path("", include("trafficking.public.machine_urls")),
    path("media/<path:path>", media),
]
if settings.FACE != "public":
    from django.contrib import admin  # not installed in the public process

    urlpatterns += [
        path("admin/i18n/", include("django.conf.urls.i18n")),  # under the desk's path, where its cookies go
        path("admin/", admin.site.urls),
        path("preview/", include("trafficking.admin.shared_urls")),  # for people without an account
    ]
# The staff process has the public pages too: the desk links to them and shows previews.
urlpatterns += i18n_patterns(
    path("", include("trafficking.printing.urls")),
    path("", include("trafficking.opendata.feed_urls")),
    path("", include("trafficking.public.urls")),
)

handler400 = "trafficking.public.errors.bad_request"
handler403 = "trafficking.public.errors.forbidden"
handler404 = "trafficking.public.errors.not_found"
handler500 = "trafficking.public.errors.server_error"
