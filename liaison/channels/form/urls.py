"""The addresses of this channel's pages. Those under `/forms/` need no sign-in."""

from django.urls import path

from liaison.channels.form.views import configuring, filling

_FORM = "configuration/forms/<int:form_id>/"
_QUESTION = _FORM + "questions/<slug:field>/"

urlpatterns = [
    path("forms/<slug:form>/", filling.form_page, name="form-page"),
    path("forms/<slug:form>/thanks/", filling.form_thanks, name="form-thanks"),
    path("configuration/forms/", configuring.forms, name="forms"),
    path("configuration/forms/open/", configuring.open_form, name="open-form"),
    path(_FORM, configuring.form, name="form"),
    path(_FORM + "close/", configuring.close_form, name="close-form"),
    path(_FORM + "add-question/", configuring.question, name="add-question"),
    path(_QUESTION, configuring.question, name="question"),
    path(_QUESTION + "move/", configuring.move_question, name="move-question"),
    path(_QUESTION + "remove/", configuring.remove_question, name="remove-question"),
]
