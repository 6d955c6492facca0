"""The addresses of this room's pages."""

from django.urls import path

from liaison.complaints.views import defining, file, lists, opening

urlpatterns = [
    path("complaints/", lists.page, name="complaints"),
    path("complaints/register/", lists.register, name="complaints-register"),
    path("complaints/new/", opening.page, name="open-complaint"),
    path("complaints/<int:complaint>/", file.page, name="complaint"),
    path("complaints/<int:complaint>/letter/", file.letter, name="complaint-letter"),
    path("complaints/<int:complaint>/do/<slug:verb>/", file.do, name="complaint-do"),
    path("complaints/files/<int:evidence>/", file.evidence, name="complaint-file"),
    path("configuration/complaints/", defining.page, name="complaint-kinds"),
    path("configuration/complaints/kinds/new/", defining.kind, name="define-complaint-kind"),
    path("configuration/complaints/kinds/<int:kind_id>/", defining.kind, name="complaint-kind"),
    path("configuration/complaints/instances/new/", defining.instance, name="define-instance"),
    path("configuration/complaints/instances/<int:instance_id>/", defining.instance, name="instance"),
]
