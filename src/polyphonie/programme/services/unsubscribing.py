"""A person no longer wants the reminders of a campaign, or wants them again."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.core import audit
from polyphonie.programme.errors import TokenIsUnreadable
from polyphonie.programme.models import Unsubscription
from polyphonie.programme.queries.mailings import UNSUBSCRIBE_SALT


def read_token(token: str) -> tuple[User, Campaign]:
    """
    Say whom a link is about, and which campaign.

    Raises
    ------
    TokenIsUnreadable
        If this site did not write it, or the person or the campaign is gone.
    """
    try:
        person_id, campaign_id = signing.loads(token, salt=UNSUBSCRIBE_SALT)
        return User.objects.get(pk=person_id), Campaign.objects.get(pk=campaign_id)
    except (signing.BadSignature, User.DoesNotExist, Campaign.DoesNotExist, TypeError, ValueError) as error:
        raise TokenIsUnreadable from error


@transaction.atomic
def unsubscribe(*, person: User, campaign: Campaign, at: datetime) -> None:
    """Send this person no more reminders of this campaign. Asked twice, it is done once."""
    made = Unsubscription.objects.get_or_create(person=person, campaign=campaign, defaults={"at": at})[1]
    if made:
        audit.record("reminders_refused", campaign, at=at, actor_id=person.pk, campaign_id=campaign.pk)


@transaction.atomic
def subscribe_again(*, person: User, campaign: Campaign, at: datetime) -> None:
    """Send this person the reminders of this campaign again."""
    n_deleted, _ = Unsubscription.objects.filter(person=person, campaign=campaign).delete()
    if n_deleted:
        audit.record("reminders_wanted_again", campaign, at=at, actor_id=person.pk, campaign_id=campaign.pk)
