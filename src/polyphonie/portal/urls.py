from django.urls import path

from polyphonie.portal.views import campaigns, contributions, desk, pages, search, territories

app_name = "portal"

urlpatterns = [
    path("", campaigns.home, name="home"),
    path("campagnes/<slug:campaign_slug>/", campaigns.campaign_detail, name="campaign"),
    path("campagnes/<slug:campaign_slug>/contributions/", contributions.contribution_list, name="contributions"),
    path(
        "campagnes/<slug:campaign_slug>/territoires/<slug:territory_slug>/",
        territories.territory_detail,
        name="territory",
    ),
    path("contributions/<int:pk>/", contributions.contribution_detail, name="contribution"),
    path("territoires/<slug:territory_slug>/accent.css", territories.territory_accent, name="accent"),
    path("territoires/<slug:territory_slug>/", territories.territory_short, name="territory_short"),
    path("recherche/", search.search_page, name="search"),
    path("a-propos/", pages.about, name="about"),
    path("methode/", pages.method, name="method"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("bureau/", desk.desk_home, name="desk"),
    path("bureau/territoires/<slug:territory_slug>/couleur/", territories.accent_edit, name="accent_edit"),
]
