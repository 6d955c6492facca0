"""The doors of providers, and the pages on which accounts are configured."""

from django.urls import path

from liaison.channels.messaging.views import accounts, hooks, templates

urlpatterns = [
    path("hooks/<slug:kind>/<slug:hook_key>/", hooks.hook, name="hook"),
    path("hooks/<slug:kind>/<slug:hook_key>/files/<str:file_token>/", hooks.file, name="hook-file"),
    path("tickets/<int:number>/templates/", templates.templates, name="templates"),
    path("configuration/messengers/", accounts.accounts, name="messaging-accounts"),
    path(
        "configuration/messengers/open/<slug:messenger>/",
        accounts.open_account,
        name="open-messaging-account",
    ),
    path("configuration/messengers/<int:account_id>/", accounts.account, name="messaging-account"),
    path(
        "configuration/messengers/<int:account_id>/test/", accounts.try_account, name="try-messaging-account"
    ),
    path(
        "configuration/messengers/<int:account_id>/close/",
        accounts.close_account,
        name="close-messaging-account",
    ),
]
