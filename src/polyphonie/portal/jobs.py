"""Tasks of the worker."""

from django_tasks import task

from polyphonie.consultations.models import Consultation
from polyphonie.portal.services import index_consultation


@task
def index_new_contributions(consultation_id: int) -> None:
    """Make the new contributions of a consultation searchable."""
    index_consultation(consultation=Consultation.objects.get(pk=consultation_id))
