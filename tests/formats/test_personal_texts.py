"""What texts hold that belongs to a person, and what only looks like it."""

import gzip
import json
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.formats.personal_texts import MASK, SIGNS, masked, signs_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "text"
HELD = {
    "email": ["écrivez à jeanne@exemple.fr.", "j.martin+ia@mairie.example.org", "jeanne (at) exemple.fr",
              "a[arobase]b.fr"],
    "phone": [
        "06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "+33 6 12 34 56 78", "0033612345678",
        "+33 (0)1 23 45 67 89", "0690 12 34 56", "+44 20 7946 0958", "020 7946 0958", "07700 900123",
        "(555) 234-5678", "+1 555-234-5678", "+49 30 901820", "+32 2 555 12 12", "(06 12 34 56 78)",
    ],
    "nir": ["2 55 08 14 168 025 38", "255081416802538"],
    "iban": ["FR76 3000 6000 0112 3456 7890 189 merci", "mon iban FR7630006000011234567890189",
             "DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
    "card": ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"],
    "ip": ["10.0.0.1", "depuis 192.168.1.254,", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "fe80::1:2:3:4"],
    "address": ["12 rue de la Paix", "3 bis, avenue Victor Hugo", "10 place de la Mairie", "5, chemin des Vignes",
                "221 Baker Street", "Hauptstraße 5"],
    "name": ["je m’appelle Ali", "Je m'appelle Jeanne Martin-Durand et", "My name is Sam Smith.", "mon nom est Le Goff",
             "Voilà.\nSigné : Jeanne Martin", "Merci. Cordialement, Jean Dupont"],
}  # fmt: skip
ONLY_LOOKS_LIKE = [
    "le 12/03/2026 à 10:30:00", "01/02/2023 04:05:06", "2026-03-12 10:20:30", "12.03.2026", "de 1990 à 2020",
    "75011 Paris", "45 000 000 €", "+50 000 000 d’euros", "+100 000 000", "1 234 567 890", "1 200 000 000 000 €",
    "SIRET 732 829 320 00074", "73282932000074", "SIREN 732829320", "n° 2019-222 du 23 mars 2019", "0,123456789",
    "ISBN 978-2-07-036822-8", "article L. 1.2.1.4", "version 1.2.3", "Article 11.11.11.11", "le RGPD (2016/679)",
    "1 place de parking", "2 cours de maths", "une rue piétonne", "3 rues", "1 rue est fermée", "en 3 routes",
    "un accord signé à Paris", "je m’appelle pas comme ça", "comment s’appelle la ville de Paris ?", "@ la mairie",
    "les élus : 1 2 3 4 5 6 7 8 9 10", "06 12 34 56 78 90 12 34", "https://exemple.fr/1234567890123",
    "1403054214196", "10:30:15:20", "le 3939, le 15 ou le 112", "2 55 08 14 168 025 39", "4111 1111 1111 1112",
    "FR76 3000 6000 0112 3456 7890 188", "", "oui", "Cordialement,", "Signé : les habitants du quartier",
]  # fmt: skip


@pytest.mark.parametrize(("sign", "text"), [(sign, text) for sign, texts in HELD.items() for text in texts])
def test_what_belongs_to_a_person_is_found(sign, text):
    assert signs_of(text) == (sign,)


@pytest.mark.parametrize("text", ONLY_LOOKS_LIKE)
def test_dates_prices_numbers_of_companies_and_laws_are_not_taken_for_it(text):
    assert signs_of(text) == ()


def test_signs_come_once_each_and_in_one_order():
    text = "Je m’appelle Jeanne Martin, jeanne@exemple.fr, 06 12 34 56 78 ou 07 12 34 56 78."
    assert signs_of(text) == ("email", "phone", "name")


@pytest.mark.parametrize("text", [text for texts in HELD.values() for text in texts])
def test_what_was_found_is_hidden_when_it_is_shown(text):
    shown = masked(text)
    assert MASK in shown
    assert len(shown) == len(text)
    assert signs_of(shown) == ()


@given(st.text(max_size=300))
def test_any_text_is_looked_at_and_shown_without_fault(text):
    signs = signs_of(text)
    assert set(signs) <= set(SIGNS)
    assert (masked(text) == text) == (not signs)


@given(
    st.text(alphabet="éa ,;\n", max_size=30), st.sampled_from(sorted(HELD)), st.text(alphabet="éa ,;\n", max_size=30)
)
def test_what_stands_around_does_not_hide_it(before, sign, after):
    text = HELD[sign][0]
    if sign in {"phone", "nir", "iban", "card", "ip"}:
        assert sign in signs_of(f"{before} ; {text} ; {after}")


@given(
    st.integers(1, 2),
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 95),
    st.integers(1, 999),
    st.integers(1, 999),
)
def test_a_social_security_number_is_known_by_its_key(sex, year, month, department, commune, order):
    bare = f"{sex}{year:02}{month:02}{department:02}{commune:03}{order:03}"
    key = 97 - int(bare) % 97
    assert "nir" in signs_of(f"n° {bare}{key:02} !")
    assert "nir" not in signs_of(f"n° {bare}{key % 97 + 1:02} !")


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "+1 ", "1.", "a:", "a.b@", "x@", "FR76", "12 rue de la ", "signé ", "cordialement ", "je m’appelle A",
     "12 Aa Bb ", "\n", " "],
)  # fmt: skip
def test_a_hostile_text_takes_no_longer_than_its_length_asks(piece):
    text = piece * (100_000 // len(piece)) + " signé cordialement 1@"
    start = perf_counter()
    signs_of(text)
    assert perf_counter() - start < 10


def test_real_texts_whose_addresses_were_taken_off_hold_next_to_nothing():
    files = sorted(DATA.glob("*/*.gz"))
    if not files:
        pytest.skip("the real texts are not here")
    lines = [line for path in files for line in gzip.decompress(path.read_bytes()).splitlines()]
    texts = [json.loads(line).get("text") or "" for line in lines]
    found = [text for text in texts if signs_of(text)]
    assert len(found) <= len(texts) / 1000
