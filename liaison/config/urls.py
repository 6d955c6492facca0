"""Addresses: each door and room brings its own."""

from django.urls import include, path

from liaison.config import navigation

urlpatterns = [
    # First what is asked for a hundred times as often as all the rest: each address is looked for in this order.
    path("", include("liaison.workspace.urls")),
    path("", include("liaison.kit.urls")),
    path("", include("liaison.api.urls")),
    path("", include("liaison.team.urls")),
    path("", include("liaison.knowledge.urls")),
    path("", include("liaison.complaints.urls")),
    path("", include("liaison.channels.email.urls")),
    path("", include("liaison.channels.chat.urls")),
    path("", include("liaison.channels.form.urls")),
    path("", include("liaison.channels.messaging.urls")),
    path("", include("liaison.orders.urls")),
    path("", include("liaison.widget.urls")),
    path("", include("liaison.portal.urls")),
    path("", include("liaison.config.demo.urls")),
]

navigation.fill()

handler400 = "liaison.kit.error_pages.bad_request"
handler403 = "liaison.kit.error_pages.forbidden"
handler404 = "liaison.kit.error_pages.not_found"
handler500 = "liaison.kit.error_pages.server_error"
