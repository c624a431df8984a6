from django.urls import path

from polyphonie.consultations import views

app_name = "consultations"

urlpatterns = [
    path("consultations/<slug:slug>/", views.consultation_detail, name="detail"),
    path("bureau/consultations/<slug:slug>/publication/", views.consultation_publication, name="publication"),
]
