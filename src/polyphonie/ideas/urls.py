from django.urls import path

from polyphonie.ideas.views import deciding, desk, local_themes, reading, themes

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
    path("campagnes/<slug:campaign_slug>/themes/", themes.theme_list, name="themes"),
    path("bureau/campagnes/<slug:campaign_slug>/themes/", themes.codebook, name="codebook"),
    path("bureau/campagnes/<slug:campaign_slug>/themes/version/", themes.codebook_new_version, name="codebook_draft"),
    path("bureau/campagnes/<slug:campaign_slug>/themes/publication/", themes.codebook_publish, name="codebook_publish"),
    path("bureau/campagnes/<slug:campaign_slug>/themes/apport/", themes.codebook_bring, name="codebook_bring"),
    path("bureau/campagnes/<slug:campaign_slug>/themes/tableau/", themes.codebook_take_away, name="codebook_take_away"),
    path("bureau/campagnes/<slug:campaign_slug>/themes/nouveau/", themes.theme_create, name="theme_create"),
    path("bureau/themes/<int:pk>/", themes.theme_edit, name="theme_edit"),
    path("bureau/themes/<int:pk>/retrait/", themes.theme_remove, name="theme_remove"),
    path("bureau/themes/<int:pk>/place/", local_themes.theme_place, name="theme_place"),
    path(
        "bureau/campagnes/<slug:campaign_slug>/territoires/<slug:territory_slug>/themes/",
        local_themes.local_theme_list,
        name="local_themes",
    ),
    path("bureau/themes-locaux/<int:pk>/", local_themes.local_theme_edit, name="local_theme_edit"),
    path("bureau/themes-locaux/<int:pk>/retrait/", local_themes.local_theme_remove, name="local_theme_remove"),
]
