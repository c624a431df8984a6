from django.urls import path

from polyphonie.imports import views

app_name = "imports"

urlpatterns = [
    path("bureau/consultations/<slug:slug>/imports/", views.import_upload, name="upload"),
    path("bureau/consultations/<slug:slug>/imports/apportes/", views.import_brought, name="brought"),
    path("bureau/consultations/<slug:slug>/imports/confirmer/", views.import_confirm_all, name="confirm_all"),
    path("bureau/imports/<int:pk>/", views.import_detail, name="detail"),
    path("bureau/imports/<int:pk>/reglages/", views.import_options, name="options"),
    path("bureau/imports/<int:pk>/colonnes/", views.import_columns, name="columns"),
    path("bureau/imports/<int:pk>/confirmer/", views.import_confirm, name="confirm"),
    path("bureau/imports/<int:pk>/reprendre/", views.import_resume, name="resume"),
    path("bureau/imports/<int:pk>/annuler/", views.import_undo, name="undo"),
    path("bureau/imports/<int:pk>/rapport.csv", views.import_report, name="report"),
    path("bureau/territoires/<slug:territory_slug>/correspondances/", views.mapping_list, name="mappings"),
    path("bureau/correspondances/<int:pk>/oublier/", views.mapping_forget, name="mapping_forget"),
]
