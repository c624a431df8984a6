"""Tasks of the worker."""

from datetime import datetime

from django.db import transaction
from django_tasks import task

from polyphonie.accounts.models import User
from polyphonie.programme.models import Mail, Mailing
from polyphonie.programme.services.mailings import confirm_mailing, send_again, send_mails


@task()
def send_mailing(mailing_id: int) -> bool:
    """Send what waits of a mailing. Run again after an interruption, it sends nothing twice."""
    return send_mails(mailing=Mailing.objects.select_related("campaign").get(pk=mailing_id))


def confirm_and_queue(*, mailing: Mailing, seen_digest: str, person: User, at: datetime) -> None:
    """Confirm a mailing, and have it sent by the worker once that is committed."""
    with transaction.atomic():
        confirmed = confirm_mailing(mailing=mailing, seen_digest=seen_digest, person=person, at=at)
        transaction.on_commit(lambda: send_mailing.enqueue(confirmed.pk))


def go_on(*, mailing: Mailing) -> None:
    """Have the worker go on with a mailing that was interrupted."""
    send_mailing.enqueue(mailing.pk)


def send_again_and_queue(*, mail: Mail, person: User, at: datetime) -> None:
    """Put a mail back in the queue, and have it sent."""
    with transaction.atomic():
        waiting = send_again(mail=mail, person=person, at=at)
        transaction.on_commit(lambda: send_mailing.enqueue(waiting.mailing_id))
