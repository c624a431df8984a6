import pytest
from django.contrib import admin
from django.urls import path, reverse

from polyphonie.config import urls
from tests.factories import ContributionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [path("admin/", admin.site.urls), *urls.urlpatterns]

OURS = [model for model in admin.site._registry if model.__module__.startswith("polyphonie.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_superuser_sees_each_list(admin_client, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert admin_client.get(address).status_code == 200


def test_somebody_who_is_no_superuser_sees_nothing(client):
    client.force_login(UserFactory(is_staff=True))
    assert client.get(reverse("admin:consultations_contribution_changelist")).status_code == 403


def test_what_was_said_cannot_be_written_there(admin_client):
    contribution = ContributionFactory()
    address = reverse("admin:consultations_contribution_change", args=[contribution.pk])
    assert admin_client.post(address, {"text": "They are delighted."}).status_code == 403


def test_the_admin_site_is_off_unless_asked_for():
    assert not any(str(pattern.pattern) == "admin/" for pattern in urls.urlpatterns)
