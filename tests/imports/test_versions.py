"""What people edit at the source becomes a new version; the old one stays, and only the last one counts."""

import pytest
from django.urls import reverse

from polyphonie.consultations.models import Contribution
from polyphonie.imports.enums import RowOutcome
from polyphonie.imports.services import import_paths
from tests.factories import NOON, ConsultationFactory
from tests.formats import files
from tests.formats.files import write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(is_published=True)


def bring(consultation, path):
    [of_import] = import_paths(consultation=consultation, paths=[path], at=NOON)
    return of_import


def decidim(tmp_path, name, text):
    row = [*files.DECIDIM_OLDER[1][:5], text, *files.DECIDIM_OLDER[1][6:]]
    return write_csv(tmp_path / name, [files.DECIDIM_OLDER[0], row])


def counts(of_import):
    return of_import.n_rows, of_import.n_taken, of_import.n_already_there, of_import.n_updated, of_import.n_refused


def current():
    return list(Contribution.objects.current().values_list("text", flat=True))


def test_a_proposal_edited_on_its_platform_becomes_a_new_version(consultation, tmp_path):
    bring(consultation, decidim(tmp_path, "a.csv", "Premier texte"))
    of_import = bring(consultation, decidim(tmp_path, "b.csv", "Autre texte"))
    old, new = Contribution.objects.order_by("id")
    assert (counts(of_import), of_import.rows.get().outcome) == ((1, 0, 0, 1, 0), RowOutcome.UPDATED)
    assert (new.text, new.earlier_version, old.superseded_at is not None) == ("Autre texte", old, True)
    assert list(Contribution.objects.kept()) == list(Contribution.objects.public()) == [new]


def test_an_author_may_come_back_to_the_first_text(consultation, tmp_path):
    for name, text in (("a.csv", "Un"), ("b.csv", "Deux"), ("c.csv", "Un"), ("d.csv", "Deux"), ("e.csv", "Deux")):
        of_import = bring(consultation, decidim(tmp_path, name, text))
    assert (counts(of_import), current()) == ((1, 0, 1, 0, 0), ["Deux"])
    assert [row.text for row in Contribution.objects.order_by("id")] == ["Un", "Deux", "Un", "Deux"]
    chain = Contribution.objects.order_by("id").values_list("earlier_version", flat=True)
    assert list(chain)[1:] == list(Contribution.objects.order_by("id").values_list("pk", flat=True))[:3]


def test_a_table_whose_rows_are_mostly_the_same_was_edited(consultation, tmp_path):
    rows = [["id", "texte"], *([str(number), f"Idée {number}"] for number in range(6))]
    bring(consultation, write_csv(tmp_path / "a.csv", rows))
    rows[2] = ["1", "Idée reprise"]
    assert counts(bring(consultation, write_csv(tmp_path / "b.csv", rows))) == (6, 0, 5, 1, 0)
    assert len(current()) == 6


def test_what_was_erased_stays_erased_whatever_its_later_text(consultation, tmp_path):
    bring(consultation, decidim(tmp_path, "a.csv", "Premier texte"))
    Contribution.objects.update(erased_at=NOON, text="")
    of_import = bring(consultation, decidim(tmp_path, "b.csv", "Autre texte"))
    assert (of_import.rows.get().reason, Contribution.objects.count()) == ("erased", 1)


def test_each_version_leads_to_the_other(consultation, tmp_path, client):
    for name, text in (("a.csv", "Un"), ("b.csv", "Deux"), ("c.csv", "Trois")):
        bring(consultation, decidim(tmp_path, name, text))
    first, second, third = (
        reverse("portal:contribution", args=[row.pk]) for row in Contribution.objects.order_by("id")
    )
    for here, there in ((first, third), (second, third), (second, first), (third, second)):
        assert f'href="{there}"' in client.get(here).content.decode()


def test_an_earlier_version_is_read_but_neither_listed_nor_found(consultation, tmp_path, client):
    bring(consultation, decidim(tmp_path, "a.csv", "Premier texte"))
    bring(consultation, decidim(tmp_path, "b.csv", "Autre texte"))
    old, new = Contribution.objects.order_by("id")
    listed = client.get(reverse("portal:contributions", args=[consultation.campaign.slug])).content.decode()
    assert ("Autre texte" in listed, "Premier texte" in listed) == (True, False)
    assert client.get(f"/api/v1/contributions/{old.pk}").json()["text"] == "Premier texte"
    assert [row["id"] for row in client.get("/api/v1/contributions").json()["items"]] == [new.pk]
