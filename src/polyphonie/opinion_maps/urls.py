from django.urls import path

from polyphonie.opinion_maps import views

app_name = "opinion_maps"

urlpatterns = [
    path("campagnes/<slug:campaign_slug>/cartes/", views.map_list, name="list"),
    path("cartes/<int:pk>/", views.map_detail, name="detail"),
    path("cartes/<int:pk>/enonces/", views.map_statements, name="statements"),
    path("cartes/<int:pk>/publication/", views.map_publication, name="publication"),
    path("consultations/<slug:consultation_slug>/carte/", views.map_computation, name="compute"),
]
