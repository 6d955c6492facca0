"""The addresses of this channel's pages."""

from django.urls import path

from liaison.channels.chat import views

urlpatterns = [
    path("configuration/sites/", views.sites, name="sites"),
    path("configuration/sites/open/", views.open_site, name="open-site"),
    path("configuration/sites/<int:site_id>/", views.site, name="site"),
    path("configuration/sites/<int:site_id>/try/", views.try_site, name="try-site"),
    path("configuration/sites/<int:site_id>/secret/", views.new_secret, name="new-secret"),
    path("configuration/sites/<int:site_id>/close/", views.close_site, name="close-site"),
]
