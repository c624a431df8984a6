from django.urls import path

from polyphonie.campaigns.views import charters, editing, joining, joining_requests, managing, reading, signing

app_name = "campaigns"

_TERRITORY = "campagnes/<slug:campaign_slug>/territoires/<slug:territory_slug>"

urlpatterns = [
    path("campagnes/<slug:campaign_slug>/charte/", reading.charter, name="charter"),
    path(
        "campagnes/<slug:campaign_slug>/charte/versions/<int:version>/", reading.charter_version, name="charter_version"
    ),
    path("campagnes/<slug:campaign_slug>/note-de-cadrage/", reading.framing_note, name="framing"),
    path("bureau/campagnes/", managing.campaign_desk, name="desk"),
    path("bureau/campagnes/nouvelle/", managing.campaign_create, name="create"),
    path("bureau/campagnes/<slug:campaign_slug>/", managing.campaign_manage, name="manage"),
    path("bureau/campagnes/<slug:campaign_slug>/modifier/<slug:section>/", editing.campaign_edit, name="edit"),
    path("bureau/campagnes/<slug:campaign_slug>/questions/", editing.campaign_questions, name="questions"),
    path("bureau/campagnes/<slug:campaign_slug>/calendrier/", editing.campaign_calendar, name="calendar"),
    path("bureau/campagnes/<slug:campaign_slug>/ouverture/", managing.campaign_open, name="open"),
    path("bureau/campagnes/<slug:campaign_slug>/cloture/", managing.campaign_close, name="close"),
    path("bureau/campagnes/<slug:campaign_slug>/charte/", charters.charter_edit, name="charter_edit"),
    path("bureau/campagnes/<slug:campaign_slug>/charte/version/", charters.charter_new_version, name="charter_draft"),
    path("bureau/campagnes/<slug:campaign_slug>/charte/publication/", charters.charter_publish, name="charter_publish"),
    path("campagnes/<slug:campaign_slug>/rejoindre/", joining.join, name="join"),
    path("campagnes/<slug:campaign_slug>/rejoindre/ville-a-l-etranger/", joining.join_city, name="join_city"),
    path("campagnes/<slug:campaign_slug>/rejoindre/demande-envoyee/", joining.join_sent, name="join_sent"),
    path("campagnes/<slug:campaign_slug>/rejoindre/<slug:territory_slug>/", joining.join_as, name="join_as"),
    path("rejoindre/confirmer/<str:secret>/", joining.join_confirm, name="join_confirm"),
    path("bureau/campagnes/<slug:campaign_slug>/demandes/", joining_requests.request_list, name="requests"),
    path("bureau/campagnes/<slug:campaign_slug>/demandes/<int:pk>/", joining_requests.request_detail, name="request"),
    path(
        "bureau/campagnes/<slug:campaign_slug>/demandes/<int:pk>/accepter/",
        joining_requests.request_accept,
        name="request_accept",
    ),
    path(
        "bureau/campagnes/<slug:campaign_slug>/demandes/<int:pk>/decliner/",
        joining_requests.request_decline,
        name="request_decline",
    ),
    path(f"{_TERRITORY}/charte/", signing.signed_charter, name="signed_charter"),
    path(f"{_TERRITORY}/charte/v<int:version>/", signing.signed_charter, name="signed_version"),
    path(f"{_TERRITORY}/charte/v<int:version>/charte.pdf", signing.signed_pdf, name="signed_pdf"),
    path(f"{_TERRITORY}/charte/v<int:version>/deliberation/", signing.deliberation, name="deliberation"),
    path(f"bureau/{_TERRITORY}/charte/", signing.sign, name="sign"),
    path(f"bureau/{_TERRITORY}/depart/", signing.leave, name="withdraw"),
    path(f"bureau/{_TERRITORY}/retour/", signing.come_back, name="open_again"),
]
