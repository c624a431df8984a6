"""`polyphonie draft`: drafts of documents from the command line."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.manifesto.services import draft_manifesto
from polyphonie.syntheses.models import Document, Sentence
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis, publish_document


class Language(StrEnum):
    """What a document may be written in."""

    FRENCH = "fr"
    ENGLISH = "en"


def draft_command(
    campaign: Annotated[str | None, typer.Option(help="Slug of the campaign: draft its national synthesis.")] = None,
    consultation: Annotated[str | None, typer.Option(help="Slug of a consultation: draft its local synthesis.")] = None,
    manifesto: Annotated[
        bool, typer.Option("--manifesto", help="Draft the manifesto of the campaign (the only one, or --campaign).")
    ] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Publish the draft at once.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of the document and of messages.")] = Language.FRENCH,
) -> None:
    """
    Draft a synthesis or the manifesto from the ideas that were gathered.

    Drafting again keeps every sentence that a person wrote, changed or took out.
    """
    with translation.override(lang):
        try:
            document = _drafted(campaign, consultation, is_manifesto=manifesto, language=lang)
            _tell(document)
            if publish:
                version = publish_document(document=document, at=timezone.now())
                share = round(100 * version.coverage["share"])
                told = _("Published: version %(number)s. It carries %(share)s%% of what was said.")
                typer.echo(told % {"number": version.number, "share": share})
        except DomainError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None


def _drafted(campaign: str | None, consultation: str | None, *, is_manifesto: bool, language: str) -> Document:
    if consultation is not None:
        if campaign or is_manifesto:
            raise DomainError(_("Give either --consultation, or --campaign, or --manifesto."))
        found = Consultation.objects.select_related("campaign").filter(slug=consultation).first()
        if found is None:
            raise DomainError(_("There is no consultation “%(slug)s”.") % {"slug": consultation})
        return draft_local_synthesis(found, language=language)
    chosen = _campaign(campaign, is_manifesto=is_manifesto)
    return (draft_manifesto if is_manifesto else draft_national_synthesis)(chosen, language=language)


def _campaign(slug: str | None, *, is_manifesto: bool) -> Campaign:
    campaigns = list(Campaign.objects.filter(slug=slug) if slug else Campaign.objects.all()[:2])
    if slug and not campaigns:
        raise DomainError(_("There is no campaign “%(slug)s”.") % {"slug": slug})
    if not (slug or is_manifesto):
        raise DomainError(_("Say what to draft: --campaign SLUG, --consultation SLUG or --manifesto."))
    if len(campaigns) != 1:
        raise DomainError(_("Say which campaign: --campaign SLUG."))
    return campaigns[0]


def _tell(document: Document) -> None:
    n_sentences = Sentence.objects.filter(section__document=document).count()
    told = _("Drafted: %(title)s (%(slug)s), %(n)s sentences.")
    typer.echo(told % {"title": document.title, "slug": document.slug, "n": n_sentences})
