"""The addresses of the team's pages."""

from django.urls import URLPattern, path

from liaison.workspace.configuration import start
from liaison.workspace.configuration import views as configuration
from liaison.workspace.views import (
    alarms,
    answering,
    answers,
    chats,
    customer,
    doing,
    finding,
    inbox,
    originals,
    passing,
    recording,
    ticket,
    visitors,
)

urlpatterns: list[URLPattern] = [
    path("", inbox.home, name="home"),
    path("inbox/<slug:queue>/", inbox.queue, name="inbox"),
    path("health/", alarms.page, name="alarms"),
    path("rail/", inbox.rail, name="rail"),
    path("rail/chats/", chats.page, name="chats"),
    path("visitors/", visitors.page, name="visitors"),
    path("chats/", chats.running, name="running-chats"),
    path("chats/<int:chat>/pass-on/", passing.pass_on, name="pass-chat-on"),
    path("tickets/<int:number>/", ticket.page, name="ticket"),
    path("tickets/<int:number>/timeline/", ticket.older, name="ticket-timeline"),
    path("tickets/<int:number>/answer/", answering.send, name="answer"),
    path("tickets/<int:number>/answers/", answers.page, name="offered-answers"),
    path("tickets/<int:number>/draft/", answering.draft, name="draft"),
    path("tickets/<int:number>/draft/files/", answering.add_files, name="draft-files"),
    path("tickets/<int:number>/draft/files/<int:attachment>/", answering.remove_file, name="draft-file"),
    path("approvals/<int:approval>/edited/", answering.release_edited, name="release-edited"),
    path("messages/<int:message>/original/", originals.original, name="message-original"),
    path("messages/<int:message>/raw/", originals.raw, name="message-raw"),
    path("attachments/<int:attachment>/", originals.attachment, name="attachment"),
    path("do/", doing.do_all, name="do-all"),
    path("do/<str:name>/", doing.do, name="do"),
    path("customers/<int:customer>/", customer.page, name="customer"),
    path("search/", finding.page, name="search"),
    path("find/", finding.palette, name="palette"),
    path("record/", recording.page, name="record"),
    path("configuration/", configuration.index, name="configuration"),
    path("start/", start.start, name="start"),
    path("configuration/health/", configuration.health, name="health"),
    path("configuration/jobs/", configuration.jobs, name="failed-jobs"),
    path("configuration/jobs/<int:job_id>/retry/", configuration.retry, name="retry-job"),
]
