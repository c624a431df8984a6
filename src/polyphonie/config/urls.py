"""Addresses: French ones at the root, English ones under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from polyphonie.api.endpoints import api

handler400 = "polyphonie.config.errors.bad_request"
handler403 = "polyphonie.config.errors.permission_denied"
handler404 = "polyphonie.config.errors.page_not_found"
handler500 = "polyphonie.config.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
]

if settings.ADMIN_SITE:
    urlpatterns.append(path("admin/", admin.site.urls))

urlpatterns += i18n_patterns(
    path("", include("polyphonie.api.urls")),
    path("", include("polyphonie.accounts.urls")),
    path("", include("polyphonie.imports.urls")),
    path("", include("polyphonie.exports.urls")),
    path("", include("polyphonie.opinion_maps.urls")),
    path("", include("polyphonie.ideas.urls")),
    path("", include("polyphonie.syntheses.urls")),
    path("", include("polyphonie.manifesto.urls")),
    path("", include("polyphonie.info_grids.urls")),
    path("", include("polyphonie.programme.urls")),
    path("", include("polyphonie.campaigns.urls")),
    path("", include("polyphonie.consultations.urls")),
    path("", include("polyphonie.portal.urls")),
    prefix_default_language=False,
)
