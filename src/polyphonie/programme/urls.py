from django.urls import path

from polyphonie.programme.views import follow_up, mailings, sincerity, territories, unsubscribing

app_name = "programme"

_IN_CAMPAIGN = "campagnes/<slug:campaign_slug>/"
_IN_TERRITORY = f"{_IN_CAMPAIGN}territoires/<slug:territory_slug>/"

urlpatterns = [
    path(f"{_IN_CAMPAIGN}territoires/", territories.territory_list, name="territories"),
    path(f"{_IN_CAMPAIGN}engagements/", sincerity.sincerity_board, name="sincerity_board"),
    path(f"{_IN_TERRITORY}engagements/", sincerity.sincerity, name="sincerity"),
    path(f"bureau/{_IN_TERRITORY}engagements/", sincerity.evidence, name="evidence"),
    path("bureau/engagements/<int:pk>/retrait/", sincerity.evidence_withdrawal, name="evidence_withdrawal"),
    path("engagements/<int:pk>/document/", sincerity.evidence_document, name="evidence_document"),
    path(f"bureau/{_IN_CAMPAIGN}suivi/", follow_up.follow_up, name="follow_up"),
    path(f"bureau/{_IN_CAMPAIGN}suivi.csv", follow_up.follow_up_export, name="follow_up_export"),
    path(f"bureau/{_IN_CAMPAIGN}rappels/", mailings.mailing_list, name="mailings"),
    path(f"bureau/{_IN_CAMPAIGN}rappels/nouveau/", mailings.mailing_write, name="mailing_write"),
    path("bureau/rappels/<int:pk>/", mailings.mailing_detail, name="mailing"),
    path("bureau/rappels/<int:pk>/modifier/", mailings.mailing_edit, name="mailing_edit"),
    path("bureau/rappels/<int:pk>/envoi/", mailings.mailing_confirm, name="mailing_confirm"),
    path("bureau/rappels/<int:pk>/suite/", mailings.mailing_go_on, name="mailing_go_on"),
    path("bureau/rappels/courriels/<int:pk>/", mailings.mail_settle, name="mail_settle"),
    path("rappels/desinscription/<str:token>/", unsubscribing.unsubscribe_page, name="unsubscribe"),
]
