"""The addresses of this room."""

from django.urls import path

from liaison.team.views import agents, company, own, roles, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("password/forgotten/", signing_in.forgotten, name="forgotten"),
    path("password/<str:who>/<str:token>/", signing_in.choose_password, name="choose-password"),
    path("settings/", own.my_settings, name="my-settings"),
    path("settings/password/", own.my_password, name="my-password"),
    path("settings/sessions/", own.my_sessions, name="my-sessions"),
    path("settings/sessions/end/", own.end_my_sessions, name="end-my-sessions"),
    path("configuration/agents/", agents.agents, name="agents"),
    path("configuration/agents/create/", agents.create_agent, name="create-agent"),
    path("configuration/agents/<int:member_id>/", agents.agent, name="agent"),
    path("configuration/agents/<int:member_id>/give-role/", agents.give_role, name="give-role"),
    path("configuration/agents/<int:member_id>/take-role/", agents.take_role, name="take-role"),
    path(
        "configuration/agents/<int:member_id>/deactivate/", agents.deactivate_agent, name="deactivate-agent"
    ),
    path(
        "configuration/agents/<int:member_id>/reactivate/", agents.reactivate_agent, name="reactivate-agent"
    ),
    path("configuration/agents/<int:member_id>/let-in/", agents.let_agent_in, name="let-agent-in"),
    path("configuration/departments/", company.departments, name="departments"),
    path("configuration/departments/create/", company.create_department, name="create-department"),
    path("configuration/departments/<int:department_id>/", company.department, name="department"),
    path(
        "configuration/departments/<int:department_id>/close/",
        company.close_department,
        name="close-department",
    ),
    path(
        "configuration/departments/<int:department_id>/reopen/",
        company.reopen_department,
        name="reopen-department",
    ),
    path("configuration/brands/", company.brands, name="brands"),
    path("configuration/brands/create/", company.create_brand, name="create-brand"),
    path("configuration/brands/<int:brand_id>/", company.brand, name="brand"),
    path("configuration/roles/", roles.all_roles, name="roles"),
    path("configuration/roles/create/", roles.create_role, name="create-role"),
    path("configuration/roles/<int:role_id>/", roles.role, name="role"),
    path("configuration/roles/<int:role_id>/remove/", roles.remove_role, name="remove-role"),
]
