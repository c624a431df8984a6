from django.urls import path

from polyphonie.api import views

app_name = "api"

urlpatterns = [
    path("api/", views.docs, name="docs"),
    path("donnees/<slug:campaign_slug>/", views.open_data, name="open_data"),
    path("donnees/<slug:campaign_slug>/<slug:name>/", views.dictionary, name="dictionary"),
    path("donnees/<slug:campaign_slug>/<slug:name>.<slug:suffix>", views.dataset, name="dataset"),
]
