from django.urls import path

from trafficking.opendata import feeds

app_name = "feeds"
urlpatterns = [
    path("events/feed.atom", feeds.EventsFeed(), name="atom"),
    path("events/events.ics", feeds.events_calendar, name="calendar"),
]
