"""The addresses of this room's pages."""

from django.urls import path

from liaison.knowledge import views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("answers/new/", views.write_answer, name="write-answer"),
    path("answers/<int:answer_id>/", views.answer, name="saved-answer"),
    path("answers/<int:answer_id>/retire/", views.retire_answer, name="retire-answer"),
]
