from django.urls import path

from polyphonie.manifesto import views

app_name = "manifesto"

urlpatterns = [
    path("campagnes/<slug:campaign_slug>/manifeste/", views.manifesto_detail, name="detail"),
    path("bureau/campagnes/<slug:campaign_slug>/manifeste/brouillon/", views.manifesto_draft, name="draft"),
]
