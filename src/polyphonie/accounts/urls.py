from django.urls import include, path

from polyphonie.accounts.views import accepting, account, inviting, roles, trail

urlpatterns = [
    path("account/", account.my_account, name="my_account"),
    path("account/email/", account.no_other_address, name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/openid/", include("polyphonie.accounts.openid.urls")),
    path("invitation/<str:secret>/", accepting.accept_invitation, name="invitation"),
    path("bureau/invitations/", inviting.national_invitations, name="invitations"),
    path("bureau/invitations/nouvelle/", inviting.national_invite, name="invite"),
    path("bureau/invitations/<int:pk>/renvoyer/", inviting.resend_invitation, name="invitation_resend"),
    path("bureau/invitations/<int:pk>/reprendre/", inviting.revoke_invitation, name="invitation_revoke"),
    path(
        "bureau/territoires/<slug:territory_slug>/invitations/",
        inviting.territory_invitations,
        name="territory_invitations",
    ),
    path(
        "bureau/territoires/<slug:territory_slug>/invitations/nouvelle/",
        inviting.territory_invite,
        name="territory_invite",
    ),
    path("bureau/acces/", roles.who_can_see_what, name="access"),
    path("bureau/acces.csv", roles.access_export, name="access_export"),
    path("bureau/roles/<int:pk>/reprendre/", roles.end_role, name="role_end"),
    path("bureau/journal/", trail.national_trail, name="audit_trail"),
    path("bureau/journal.jsonl", trail.national_trail_export, name="audit_trail_export"),
    path("bureau/territoires/<slug:territory_slug>/journal/", trail.territory_trail, name="territory_audit_trail"),
    path(
        "bureau/territoires/<slug:territory_slug>/journal.jsonl",
        trail.territory_trail_export,
        name="territory_audit_trail_export",
    ),
]
