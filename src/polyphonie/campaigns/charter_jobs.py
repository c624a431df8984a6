"""Telling leads that the charter has a new version. Tasks of the worker."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop
from django_tasks import task

from polyphonie.accounts import mails
from polyphonie.accounts.models import Invitation, User
from polyphonie.campaigns.models import Charter
from polyphonie.campaigns.queries.charters import leads_to_tell
from polyphonie.core.addresses import public_url


def tell_leads_of(charter: Charter) -> None:
    """Ask, for each lead of a territory that signed an earlier version, that one mail leaves."""
    for person_id in leads_to_tell(charter).values_list("pk", flat=True):
        tell_of_new_charter.enqueue(person_id, charter.pk)


@task()
def tell_of_new_charter(person_id: int, charter_id: int) -> bool:
    """Write to one lead that a new version is out; tell whether the mail left."""
    person = User.objects.get(pk=person_id)
    charter = Charter.objects.select_related("campaign").get(pk=charter_id)
    language = language_of(person)
    with translation.override(language):
        address = public_url(reverse("campaigns:charter_version", args=[charter.campaign.slug, charter.version]))
    return mails.send(
        to=person.email,
        language=language,
        subject=gettext_noop("The charter has a new version, to be signed again"),
        template="campaigns/mails/new_charter.txt",
        context={"charter": charter, "campaign": charter.campaign, "address": address, "person": person},
    )


def language_of(person: User) -> str:
    """Give the language in which a person was invited; that of the site where they were not."""
    invitations = Invitation.objects.filter(accepted_by=person).order_by("-accepted_at")
    return invitations.values_list("language", flat=True).first() or settings.LANGUAGE_CODE
