"""Addresses without a language: the root, the exit."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
