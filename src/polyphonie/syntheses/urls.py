from django.urls import path

from polyphonie.syntheses.views import desk, evidence, reading, writing

app_name = "syntheses"

urlpatterns = [
    path("campagnes/<slug:campaign_slug>/documents/", reading.document_list, name="list"),
    path("documents/<slug:slug>/", reading.document_detail, name="detail"),
    path("documents/<slug:slug>/entier/", reading.whole_document, name="whole"),
    path("documents/<slug:slug>/phrases/<int:pk>/", reading.sentence_detail, name="sentence"),
    path("documents/<slug:slug>/ce-qui-reste/", reading.orphan_list, name="orphans"),
    path("documents/<slug:slug>/versions/<int:number>/", reading.version_detail, name="version"),
    path("documents/<slug:slug>/versions/<int:number>.json", reading.version_content, name="content"),
    path("documents/<slug:slug>/versions/<int:older>/<int:newer>/", reading.version_compare, name="compare"),
    path("bureau/documents/", desk.document_desk, name="desk"),
    path("bureau/documents/consultations/<slug:slug>/brouillon/", desk.draft_local, name="draft_local"),
    path("bureau/documents/campagnes/<slug:slug>/brouillon/", desk.draft_national, name="draft_national"),
    path("bureau/documents/<slug:slug>/", writing.document_edit, name="edit"),
    path("bureau/documents/<slug:slug>/publier/", desk.publish, name="publish"),
    path("bureau/documents/<slug:slug>/sections/", writing.section_add, name="section_add"),
    path("bureau/sections/<int:pk>/", writing.section_edit, name="section_edit"),
    path("bureau/sections/<int:pk>/deplacer/", writing.section_move, name="section_move"),
    path("bureau/sections/<int:pk>/retirer/", writing.section_remove, name="section_remove"),
    path("bureau/sections/<int:pk>/phrases/", writing.sentence_add, name="sentence_add"),
    path("bureau/phrases/<int:pk>/", writing.sentence_edit, name="sentence_edit"),
    path("bureau/phrases/<int:pk>/deplacer/", writing.sentence_move, name="sentence_move"),
    path("bureau/phrases/<int:pk>/retirer/", writing.sentence_remove, name="sentence_remove"),
    path("bureau/phrases/<int:pk>/sources/ajouter/", evidence.evidence_attach, name="evidence_attach"),
    path("bureau/phrases/<int:pk>/sources/modifier/", evidence.evidence_change, name="evidence_change"),
]
