from django.urls import path

from polyphonie.exports import views

app_name = "exports"

urlpatterns = [
    path("consultations/<slug:consultation_slug>/exports/", views.public_exports, name="public"),
    path("consultations/<slug:consultation_slug>/exports/<slug:name>.zip", views.public_export, name="file"),
    path("bureau/consultations/<slug:consultation_slug>/exports/", views.desk, name="desk"),
    path("bureau/exports/<uuid:key>.zip", views.asked_export, name="asked"),
]
