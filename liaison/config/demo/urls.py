"""The addresses of the demo's page."""

from django.urls import path

from liaison.config.demo import views

urlpatterns = [
    path("configuration/demo/", views.demo, name="demo"),
    path("configuration/demo/load/", views.load, name="load-demo"),
    path("configuration/demo/remove/", views.remove, name="remove-demo"),
]
