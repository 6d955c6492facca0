"""Addresses: each door and room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("liaison.kit.urls")),
    path("", include("liaison.api.urls")),
    path("", include("liaison.workspace.urls")),
]
