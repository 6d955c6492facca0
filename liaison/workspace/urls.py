"""The addresses of the team's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
