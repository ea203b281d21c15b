from django.urls import path

from trafficking.public import awards, directory, home, organisation, pages, search, timeline

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("help/", directory.directory, name="directory"),
    path("help/<slug:slug>/", organisation.organisation, name="organisation"),
    path("events/", timeline.timeline, name="timeline"),
    path("events/<int:year>/", timeline.year, name="year"),
    path("events/<int:year>/<slug:slug>/", timeline.event, name="event"),
    path("awards/", awards.awards, name="awards"),
    path("search/", search.search, name="search"),
    path("<path:path>/", pages.page, name="page"),
]
