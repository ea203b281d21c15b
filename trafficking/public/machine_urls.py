"""Addresses without a language: the root, the exit."""

from django.urls import path

from trafficking.public import leaving, root

urlpatterns = [
    path("", root.root, name="root"),
    path("exit/", leaving.leave, name="exit"),
]
