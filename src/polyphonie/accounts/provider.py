"""The provider that allauth's registry finds here, by the name of this module."""

from polyphonie.accounts.openid.provider import CheckedOpenIDProvider

provider_classes = [CheckedOpenIDProvider]
