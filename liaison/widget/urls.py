"""Addresses for pages with our line on them. All lie under `/chat/`, which needs no sign-in of ours."""

from django.urls import path

from liaison.widget.views import filing, loading, talking, visiting

urlpatterns = [
    path("chat/<slug:key>.js", loading.loader, name="chat-loader"),
    path("chat/<slug:key>/", loading.about, name="chat-about"),
    path("chat/<slug:key>/here/", visiting.here, name="chat-here"),
    path("chat/<slug:key>/begin/", talking.begin, name="chat-begin"),
    path("chat/<slug:key>/found/", talking.found, name="chat-found"),
    path("chat/<slug:key>/say/", talking.say, name="chat-say"),
    path("chat/<slug:key>/look/", talking.look, name="chat-look"),
    path("chat/<slug:key>/preview/", talking.preview, name="chat-preview"),
    path("chat/<slug:key>/see/", talking.see, name="chat-see"),
    path("chat/<slug:key>/attach/", filing.attach, name="chat-attach"),
    path("chat/<slug:key>/file/", filing.file, name="chat-file"),
    path("chat/<slug:key>/transcript/", talking.transcript, name="chat-transcript"),
    path("chat/<slug:key>/end/", talking.end, name="chat-end"),
    path("chat/<slug:key>/leave-word/", talking.leave_word, name="chat-leave-word"),
]
