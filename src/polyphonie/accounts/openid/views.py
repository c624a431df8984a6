"""Leaving for the provider, coming back."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess, Provider
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from polyphonie.accounts.openid.provider import CheckedOpenIDClient
from polyphonie.core.policies import Policy, open_to

PROVIDER = "openid_connect"


@open_to(Policy.ANYONE)
@never_cache
@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """
    Leave for the provider.

    By a link and not a form: the policy of pages sends no form elsewhere, and a browser follows it to the end of
    the redirections. Nothing of the request is passed on but where to come back to, on this site.
    """
    provider = _provider(request)
    next_url = get_next_redirect_url(request) or reverse(settings.LOGIN_REDIRECT_URL)
    try:
        response: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=next_url)
    except (OAuth2Error, RequestException) as error:
        response = render_authentication_error(request, provider, exception=error)
    return response


@open_to(Policy.ANYONE)
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Come back from the provider."""
    provider = _provider(request)
    view = _Callback.adapter_view(CheckedOpenIDClient(request, provider.app.provider_id))
    response: HttpResponse = view(request)
    return response


class _Callback(OAuth2CallbackView):  # type: ignore[misc]
    """The return of allauth, which also hands the nonce of this request to the client."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> Any:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.expected_nonce = state.get("nonce", "")
        return state, response


def _provider(request: HttpRequest) -> Provider:
    """Give the provider that the settings name; without one, there is nothing here."""
    try:
        return get_adapter().get_provider(request, PROVIDER)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
