from django.urls import path

from polyphonie.consultations.views import activities, agenda, describing, reading

app_name = "consultations"

urlpatterns = [
    path("campagnes/<slug:campaign_slug>/agenda/", agenda.agenda, name="agenda"),
    path("campagnes/<slug:campaign_slug>/agenda.ics", agenda.agenda_feed, name="agenda_feed"),
    path("consultations/<slug:slug>/", reading.consultation_detail, name="detail"),
    path("sequences/<int:pk>/", agenda.activity_detail, name="activity"),
    path("documents-de-sequences/<int:pk>/", agenda.activity_document, name="activity_document"),
    path(
        "bureau/campagnes/<slug:campaign_slug>/territoires/<slug:territory_slug>/consultations/nouvelle/",
        describing.consultation_create,
        name="create",
    ),
    path("bureau/consultations/<slug:slug>/", describing.consultation_edit, name="edit"),
    path("bureau/consultations/<slug:slug>/relecture/", describing.consultation_readiness, name="readiness"),
    path("bureau/consultations/<slug:slug>/publication/", reading.consultation_publication, name="publication"),
    path("bureau/consultations/<slug:slug>/sequences/", activities.activity_list, name="activities"),
    path("bureau/consultations/<slug:slug>/sequences/nouvelle/", activities.activity_create, name="activity_create"),
    path("bureau/sequences/<int:pk>/", activities.activity_edit, name="activity_edit"),
    path("bureau/sequences/<int:pk>/annulation/", activities.activity_cancel, name="activity_cancel"),
    path("bureau/sequences/<int:pk>/retrait/", activities.activity_remove, name="activity_remove"),
    path("bureau/sequences/<int:pk>/documents/", activities.document_attach, name="document_attach"),
    path("bureau/documents-de-sequences/<int:pk>/retrait/", activities.document_remove, name="document_remove"),
]
