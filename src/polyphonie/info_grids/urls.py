from django.urls import path

from polyphonie.info_grids.views import comparing, editing, exporting, filling, handing, reading, reviewing, workbooks

app_name = "info_grids"

_DESK = "bureau/campagnes/<slug:campaign_slug>/territoires/<slug:territory_slug>/grille/"
_FORM = "bureau/campagnes/<slug:campaign_slug>/grille/formulaire/"
_REVIEWS = "bureau/campagnes/<slug:campaign_slug>/grilles/"
_PUBLIC = "campagnes/<slug:campaign_slug>/territoires/<slug:territory_slug>/grille/"

urlpatterns = [
    path(_FORM, editing.form_edit, name="form"),
    path(f"{_FORM}publier/", editing.form_publish, name="form_publish"),
    path(f"{_FORM}deposer/", editing.form_upload, name="form_upload"),
    path(f"{_FORM}versions/<int:version>.json", editing.form_download, name="form_download"),
    path(f"{_FORM}versions/<int:version>/<slug:block_key>/", editing.form_preview, name="form_preview"),
    path(f"{_FORM}blocs/<slug:block_key>/", editing.form_block, name="form_block"),
    path(f"{_FORM}blocs/<slug:block_key>/champs/<slug:field_key>/", editing.form_field, name="form_field"),
    path(
        f"{_FORM}blocs/<slug:block_key>/champs/<slug:field_key>/colonnes/<slug:column_key>/",
        editing.form_column,
        name="form_column",
    ),
    path(_REVIEWS, reviewing.review_list, name="review"),
    path(f"{_REVIEWS}<slug:territory_slug>/", reviewing.grid_review, name="review"),
    path(_PUBLIC, reading.grid_detail, name="detail"),
    path(f"{_PUBLIC}versions/<int:number>/", reading.grid_detail, name="version"),
    path(_DESK, filling.grid_fill, name="fill"),
    path(f"{_DESK}ouvrir/", filling.grid_open, name="open"),
    path(f"{_DESK}blocs/<slug:block_key>/", filling.grid_block, name="block"),
    path(f"{_DESK}deposer/", handing.grid_submit, name="submit"),
    path(f"{_DESK}reprendre/", handing.grid_take_back, name="take_back"),
    path(f"{_DESK}corriger/", handing.grid_correct, name="correct"),
    path(f"{_DESK}version/", handing.grid_move, name="move"),
    path(f"{_DESK}commentaires/<int:pk>/", handing.comment_settle, name="settle"),
    path(f"{_DESK}classeur.xlsx", workbooks.workbook, name="workbook"),
    path(f"{_DESK}classeur/", workbooks.bring_back, name="bring_back"),
    path(f"{_DESK}classeur/confirmer/", workbooks.bring_back_confirm, name="bring_back_confirm"),
    path("campagnes/<slug:campaign_slug>/grilles/", comparing.compare, name="compare"),
    path("campagnes/<slug:campaign_slug>/grilles.<slug:suffix>", exporting.export, name="export"),
    path("bureau/campagnes/<slug:campaign_slug>/grilles.<slug:suffix>", exporting.export_all, name="export_all"),
    path("grilles/fichiers/<int:pk>/", handing.grid_file, name="file"),
]
