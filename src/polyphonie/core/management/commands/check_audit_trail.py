from typing import Any

from django.core.management.base import BaseCommand, CommandError

from polyphonie.core.audit import check_trail
from polyphonie.core.models import AuditHead
from polyphonie.ledger import BrokenChainError


class Command(BaseCommand):
    help = "Recompute the digests of the audit trail, from the first act to the last; says where the chain breaks."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            n_acts = check_trail()
        except BrokenChainError as error:
            raise CommandError(
                f"The audit trail is broken at act {error.number}: {error.reason}. "
                "Acts before that one hold. Compare with an export or a backup made earlier."
            ) from error
        head = AuditHead.objects.filter(pk=1).first()
        self.stdout.write(f"The audit trail is whole: {n_acts} acts, last digest {head.digest if head else '-'}")
