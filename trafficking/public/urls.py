from django.urls import path, re_path

from trafficking.public import awards, correction, directory, home, organisation, pages, search, timeline

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("help/", directory.directory, name="directory"),
    path("help/<slug:slug>/", organisation.organisation, name="organisation"),
    path("help/<slug:slug>/correction/", correction.correction, name="correction"),
    path("help/<slug:slug>/correction/thanks/", correction.thanks, name="correction-thanks"),
    path("events/", timeline.timeline, name="timeline"),
    path("events/<int:year>/", timeline.year, name="year"),
    path("events/<int:year>/<slug:slug>/", timeline.event, name="event"),
    path("awards/", awards.awards, name="awards"),
    path("search/", search.search, name="search"),
    re_path(r"^(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)*)/$", pages.page, name="page"),
]
