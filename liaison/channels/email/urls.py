"""The addresses of this channel's pages."""

from django.urls import path

from liaison.channels.email import views

urlpatterns = [
    path("configuration/mailboxes/", views.mailboxes, name="mailboxes"),
    path("configuration/mailboxes/open/", views.open_mailbox, name="open-mailbox"),
    path("configuration/mailboxes/<int:mailbox_id>/", views.mailbox, name="mailbox"),
    path("configuration/mailboxes/<int:mailbox_id>/test/", views.try_mailbox, name="test-mailbox"),
    path("configuration/mailboxes/<int:mailbox_id>/close/", views.close_mailbox, name="close-mailbox"),
]
