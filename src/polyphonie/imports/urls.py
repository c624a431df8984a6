from django.urls import path

from polyphonie.imports import views

app_name = "imports"

urlpatterns = [
    path("bureau/consultations/<slug:slug>/imports/", views.import_upload, name="upload"),
    path("bureau/imports/<int:pk>/", views.import_detail, name="detail"),
    path("bureau/imports/<int:pk>/colonnes/", views.import_options, name="options"),
    path("bureau/imports/<int:pk>/confirmer/", views.import_confirm, name="confirm"),
    path("bureau/imports/<int:pk>/reprendre/", views.import_resume, name="resume"),
    path("bureau/imports/<int:pk>/rapport.csv", views.import_report, name="report"),
]
