"""A form with every kind of field, a grid that answers it, and its workbook."""

from polyphonie.info_grids.reading import read_definition
from polyphonie.info_grids.workbook_reading import Expected
from polyphonie.info_grids.workbook_writing import GridContents


def words(text):
    return {"fr": text, "en": f"{text} (en)"}


FORM = {
    "blocks": [
        {
            "key": "a",
            "title": words("Territoire : [tous] / chacun"),
            "fields": [
                {"key": "name", "kind": "text", "label": words("Nom"), "is_required": True},
                {"key": "story", "kind": "long_text", "label": words("Récit"), "help": words("En vos mots.")},
                {"key": "n_people", "kind": "number", "label": words("Participants"), "counts_people": True},
                {"key": "cost", "kind": "number", "label": words("Coût"), "unit": "€"},
                {"key": "began_on", "kind": "date", "label": words("Début")},
                {
                    "key": "mode",
                    "kind": "choice",
                    "label": words("Mode"),
                    "choices": [{"key": "m1", "label": words("En salle")}, {"key": "m2", "label": words("En ligne")}],
                },
                {
                    "key": "publics",
                    "kind": "choices",
                    "label": words("Publics"),
                    "choices": [
                        {"key": "young", "label": words("jeunes")},
                        {"key": "staff", "label": words("agents ; élus")},
                        {"key": "all", "label": words("tous")},
                    ],
                },
                {"key": "proof", "kind": "file", "label": words("Pièce")},
            ],
        },
        {
            "key": "b",
            "title": words("Séquences"),
            "fields": [
                {
                    "key": "events",
                    "kind": "rows",
                    "label": words("Séquences"),
                    "columns": [
                        {"key": "title", "kind": "text", "label": words("Titre")},
                        {"key": "day", "kind": "date", "label": words("Jour")},
                        {"key": "n_people", "kind": "number", "label": words("Présents")},
                        {
                            "key": "who",
                            "kind": "choices",
                            "label": words("Qui"),
                            "choices": [
                                {"key": "young", "label": words("jeunes")},
                                {"key": "all", "label": words("tous")},
                            ],
                        },
                    ],
                },
                {
                    "key": "n_events",
                    "kind": "computed",
                    "label": words("Nombre"),
                    "formula": {"operation": "count", "of": "events"},
                },
            ],
        },
    ]
}
DEFINITION = read_definition(FORM)
VALUES = {
    "name": "=SUM(A1)",
    "story": "Première ligne\nمدينة تونس <b>ici</b>",
    "n_people": 80,
    "cost": 1234.5,
    "began_on": "2026-03-12",
    "mode": "m2",
    "publics": ["staff", "all"],
    "events": [{"title": "Atelier", "day": "2026-04-01", "n_people": 12, "who": ["young", "all"]}, {"title": "Café"}],
}
EXPECTED = Expected(campaign="c", territory="t", form_version=1, form_digest="5" * 64)


def contents(values, definition=DEFINITION, revisions=None):
    return GridContents(
        campaign_slug="c",
        campaign_title="Campagne",
        territory_slug="t",
        territory_name="Tunis",
        form_version=1,
        form_digest="5" * 64,
        definition=definition,
        values=values,
        notes={"name": "Une remarque."},
        revisions=revisions or dict.fromkeys(values, 3),
    )
