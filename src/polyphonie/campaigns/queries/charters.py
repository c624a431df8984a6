"""The versions of a charter, what changed between them, and who signed them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, QuerySet

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.campaigns.editions import CommitmentRow
from polyphonie.campaigns.models import Campaign, Charter, Commitment, Engagement
from polyphonie.campaigns.models.engagement import EngagementQuerySet


def charter_in_force(campaign: Campaign) -> Charter | None:
    """Give the last published version of the charter of a campaign; None before the first."""
    return Charter.objects.in_campaign(campaign).published().order_by("-version").first()


def charter_draft(campaign: Campaign) -> Charter | None:
    """Give the version that is being prepared, if there is one."""
    return Charter.objects.in_campaign(campaign).filter(published_at__isnull=True).first()


def commitment_rows(charter: Charter) -> list[CommitmentRow]:
    """Give the commitments of a charter as a form shows them."""
    entries = Commitment.objects.filter(charter=charter)
    return [CommitmentRow(entry.pk, entry.code, entry.title, entry.text, entry.evidence) for entry in entries]


def signatories(campaign: Campaign) -> EngagementQuerySet:
    """Give those who signed the charter and are still in, with the last version that each signed."""
    signed = Engagement.objects.in_campaign(campaign).signed().select_related("territory")
    return signed.annotate(signed_version=Max("signatures__charter__version")).order_by("territory__name_search", "pk")


def leads_to_tell(charter: Charter) -> QuerySet[User]:
    """Give the leads of the territories that signed an earlier version of a charter and are still in; each once."""
    if charter.version == 1:
        return User.objects.none()
    signed = Engagement.objects.signed().filter(campaign=charter.campaign_id)
    leads = Membership.objects.filter(role=Role.TERRITORY_LEAD, territory__in=signed.values("territory_id"))
    return User.objects.filter(pk__in=leads.values("user_id"), is_active=True).order_by("pk")


@dataclass(frozen=True)
class Change:
    """What became of one commitment: `kind` is "added", "removed", "changed" or "moved"."""

    kind: str
    title: str
    title_before: str = ""
    text: str = ""
    text_before: str = ""
    evidence: str = ""
    evidence_before: str = ""


@dataclass(frozen=True)
class Differences:
    """What changed from one version to the next."""

    before: Charter
    changes: tuple[Change, ...]
    is_title_changed: bool
    is_preamble_changed: bool

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        return not (self.changes or self.is_title_changed or self.is_preamble_changed)


def differences_with_version_before(charter: Charter) -> Differences | None:
    """Compare a version with the published one before it; None where it is the first."""
    earlier = Charter.objects.published().filter(campaign=charter.campaign_id, version__lt=charter.version)
    before = earlier.order_by("-version").first()
    if before is None:
        return None
    return Differences(
        before=before,
        changes=tuple(_changes(list(before.commitments.all()), list(charter.commitments.all()))),
        is_title_changed=before.title != charter.title,
        is_preamble_changed=before.preamble != charter.preamble,
    )


def _changes(before: list[Commitment], after: list[Commitment]) -> list[Change]:
    former = {entry.code: entry for entry in before}
    kept = {entry.code for entry in after}
    changes = [_change(former.get(entry.code), entry) for entry in after]
    removed = [Change("removed", entry.title, text=entry.text) for entry in before if entry.code not in kept]
    order_before = [entry.code for entry in before if entry.code in kept]
    order_after = [entry.code for entry in after if entry.code in former]
    moved = [] if order_before == order_after else [Change("moved", "")]
    return [one for one in changes if one is not None] + removed + moved


def _change(before: Commitment | None, after: Commitment) -> Change | None:
    if before is None:
        return Change("added", after.title, text=after.text, evidence=after.get_evidence_display())
    if (before.title, before.text, before.evidence) == (after.title, after.text, after.evidence):
        return None
    return Change(
        "changed",
        after.title,
        title_before=before.title if before.title != after.title else "",
        text=after.text if before.text != after.text else "",
        text_before=before.text if before.text != after.text else "",
        evidence=after.get_evidence_display() if before.evidence != after.evidence else "",
        evidence_before=before.get_evidence_display() if before.evidence != after.evidence else "",
    )
