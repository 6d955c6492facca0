"""Addresses of the kit's own pages."""

from django.urls import path

from liaison.kit import views

urlpatterns = [
    path("ui", views.components, name="components"),
    path("look/<slug:colour>.css", views.colour, name="look-colour"),
    path("look-<slug:digest>.css", views.look, name="look"),
]
