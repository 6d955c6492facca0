"""The addresses of the team's pages."""

from django.urls import URLPattern, path

from liaison.workspace.views import customer, doing, files, inbox, ticket

urlpatterns: list[URLPattern] = [
    path("", inbox.home, name="home"),
    path("inbox/<slug:queue>/", inbox.queue, name="inbox"),
    path("rail/", inbox.rail, name="rail"),
    path("tickets/<int:number>/", ticket.page, name="ticket"),
    path("tickets/<int:number>/timeline/", ticket.older, name="ticket-timeline"),
    path("messages/<int:message>/original/", ticket.original, name="message-original"),
    path("do/<str:name>/", doing.do, name="do"),
    path("attachments/<int:attachment>/", files.attachment, name="attachment"),
    path("customers/<int:customer>/", customer.page, name="customer"),
]
