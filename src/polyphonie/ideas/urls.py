from django.urls import path

from polyphonie.ideas.views import deciding, desk, reading

app_name = "ideas"

urlpatterns = [
    path("campagnes/<slug:campaign_slug>/idees/", reading.idea_list, name="list"),
    path("idees/<int:pk>/", reading.idea_detail, name="detail"),
    path("idees/<int:pk>/nom/", deciding.idea_rename, name="rename"),
    path("idees/<int:pk>/reunion/", deciding.idea_merge, name="merge"),
    path("idees/<int:pk>/retrait/", deciding.idea_hide, name="hide"),
    path("idees/enonces/<int:pk>/", deciding.link_settle, name="settle"),
    path("idees/calculs/<int:pk>/", reading.run_detail, name="run"),
    path("idees/calculs/<int:pk>/minoritaires/", reading.minority_list, name="minorities"),
    path("idees/calculs/<int:pk>/hors-idees/", reading.unclassified_list, name="unclassified"),
    path("idees/calculs/<int:pk>/publication/", deciding.run_publication, name="publication"),
    path("bureau/idees/<slug:campaign_slug>/", desk.idea_desk, name="desk"),
    path("bureau/idees/<slug:campaign_slug>/rassembler/", desk.gather_nationally, name="gather"),
    path("bureau/consultations/<slug:consultation_slug>/idees/", desk.gather_locally, name="gather_locally"),
]
