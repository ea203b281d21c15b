from django.contrib.sitemaps.views import sitemap
from django.urls import path

from trafficking.opendata import views
from trafficking.opendata.sitemaps import SITEMAPS

app_name = "opendata"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
