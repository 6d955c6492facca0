"""Addresses for customers. All lie under `/my/`, which needs no sign-in of the team."""

from django.urls import path

from liaison.portal.views import bought, by_provider, coming_in, matters, mine

urlpatterns = [
    path("my/", matters.home, name="portal-home"),
    path("my/sign-in/", coming_in.sign_in, name="portal-sign-in"),
    path("my/provider/", by_provider.leave, name="portal-provider"),
    path("my/provider/back/", by_provider.come_back, name="portal-provider-back"),
    path("my/code/", coming_in.code, name="portal-code"),
    path("my/in/<str:link>/", coming_in.by_link, name="portal-in"),
    path("my/follow/<str:link>/", coming_in.follow, name="portal-follow"),
    path("my/prove/<str:link>/", coming_in.prove, name="portal-prove"),
    path("my/sign-out/", coming_in.sign_out, name="portal-sign-out"),
    path("my/tickets/<int:ticket>/", matters.ticket, name="portal-ticket"),
    path("my/tickets/<int:ticket>/answer/", matters.answer, name="portal-answer"),
    path("my/tickets/<int:ticket>/close/", matters.close, name="portal-close"),
    path("my/tickets/<int:ticket>/reopen/", matters.reopen, name="portal-reopen"),
    path("my/tickets/<int:ticket>/files/<int:file>/", matters.file, name="portal-file"),
    path("my/orders/", bought.orders, name="portal-orders"),
    path("my/orders/<int:order>/return/", bought.ask_return, name="portal-return"),
    path("my/data/", mine.me, name="portal-data"),
    path("my/data/copy/", mine.export, name="portal-export"),
]
