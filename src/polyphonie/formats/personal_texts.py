"""Free texts that seem to hold what belongs to a person: e-mail addresses, telephone numbers, names that they give."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

SIGNS = ("email", "phone", "nir", "iban", "card", "ip", "address", "name")
"""What may be found, in the order in which it is said."""
MASK = "•"

_EMAIL = re.compile(r"[\w.+%'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_SPELLED_EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?[(\[{]\s?(?:at|arobase|arobas)\s?[)\]}]\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|[(\[{]\s?(?:dot|point)\s?[)\]}])\s?[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
# Enough figures near each other for a number that belongs to somebody.
_MANY_FIGURES = re.compile(r"\d(?:[^\d\n]{0,3}\d){7}")
_BEFORE = r"(?<![\d+])(?<!\d[ .,/-])(?<!\w)"
_FRANCE = r"(?:(?:\+|00)(?:33|262|590|594|596|687|689|508|681)[ .-]?(?:\(0\)[ .-]?)?|0)"
_PHONES = tuple(
    re.compile(pattern)
    for pattern in (
        # France and its overseas territories
        _BEFORE + _FRANCE + r"[1-9](?P<mark>[ .\-/]?)\d{2}(?:(?P=mark)\d{2}){3}(?![\d,]|[ .-]\d)",
        _BEFORE + _FRANCE + r"[1-9]\d{2}(?P<mark>[ .-])\d{2}(?:(?P=mark)\d{2}){2}(?![\d,]|[ .-]\d)",
        # anywhere, with its country
        (r"(?<![\d+])(?<!\d[ .-])(?:\+|00 ?)[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?"
        r"\d{1,5}(?:[ .-]?\d{2,5}){1,5}(?![\d,])"),
        # the United States and Canada, the United Kingdom
        _BEFORE + r"(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4}(?!\d|[.-]\d)",
        _BEFORE + r"0(?:20 \d{4} \d{4}|7\d{3} \d{6}|7\d{3} \d{3} \d{3}|1\d{2} \d{3} \d{4}|1\d{3} \d{5,6})(?!\d)",
    )
)  # fmt: skip
_THOUSANDS = re.compile(r"\+?\d{1,3}(?:[ .]\d{3})+")
FEWEST_PHONE_FIGURES, MOST_PHONE_FIGURES = 9, 15
_NIR = re.compile(
    r"(?<!\d)[1-478][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}|2[ABab])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}(?!\d)"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
}  # fmt: skip
_CARD = re.compile(
    r"(?<!\d)(?<!\d[ -])(?:(?:4\d|5[1-5]|2[2-7]|6[05])\d{2}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![ -]?\d)"
)
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IP4 = re.compile(rf"(?<![\d.,])(?:{_BYTE}\.){{3}}{_BYTE}(?![.,]?\d)")
_IP6 = re.compile(r"(?<![\w:])[0-9a-fA-F]{1,4}(?::{1,2}[0-9a-fA-F]{1,4}){3,7}(?![\w:])")
_NUMBER = r"(?<![\d/.,])\d{1,4}(?: ?(?:bis|ter|quater|[a-dA-D]))?,? {1,3}"
_PARTICLES = r"(?:(?:de la|de l[’']|du|des|de|d[’']|la|le|les|l[’']|aux?|à la|of the) ?){0,2}"
_MORE_NAMES = r"[\w’'-]{2,}(?: [A-ZÀ-Ý][\w’'-]+){0,3}"
# A street is never counted in the singular; a place is, as in "1 place de parking".
_STREETS = r"(?i:rue|avenue|boulevard|bd|bld|bvd|impasse|allée|chemin|ruelle|venelle|faubourg|av\.) {1,3}"
_PLACES = r"(?i:place|route|quai|square|cours|esplanade|résidence|lotissement|hameau|sentier) {1,3}"
_ENGLISH_STREETS = r"(?:Street|Road|Avenue|Lane|Drive|Close|Crescent|Boulevard|Terrace|St\.|Rd\.|Ave\.|Blvd\.?)(?!\w)"
_GERMAN_STREETS = r"(?:straße|strasse|gasse|weg|platz)"
_ADDRESSES = (
    re.compile(
        _NUMBER + _STREETS + r"(?!(?i:par|qui|est|et|ou|sur|dans|pour|en)\b)" + _PARTICLES + r"[^\W\d_]" + _MORE_NAMES
    ),
    re.compile(_NUMBER + _PLACES + _PARTICLES + r"[A-ZÀ-Ý]" + _MORE_NAMES),
    re.compile(r"(?<![\d/.,])\d{1,5}[A-Da-d]? (?:[A-Z][\w’'.-]+ ){1,3}" + _ENGLISH_STREETS),
    re.compile(r"(?<!\w)[A-ZÄÖÜ][a-zäöüß-]{2,}" + _GERMAN_STREETS + r" \d{1,4}[a-d]?(?![\w.,]\d)"),
)
_STREET_WORDS = (
    "rue", "avenue", "boulevard", "bd ", "bld ", "bvd ", "impasse", "allée", "chemin", "ruelle", "venelle",
    "faubourg", "av.", "place", "route", "quai", "square", "cours", "esplanade", "résidence", "lotissement", "hameau",
    "sentier", "street", "road", "lane", "drive", "close", "crescent", "terrace", "st.", "rd.", "ave.", "blvd",
    "strasse", "gasse", "weg ", "platz",
)  # fmt: skip
_CAPITALIZED = r"[A-ZÀ-ÖØ-Ý][\w’'-]*[^\W\d_]"
_FULL_NAME = rf"(?P<name>{_CAPITALIZED}(?:[ -]{_CAPITALIZED}){{0,3}})"
_GIVEN_NAME = re.compile(
    r"(?i:\bje m[’']appelle|\bje me nomme|\bje me prénomme|\bmon nom est|\bmon prénom est|\bmy name is|\bmy name[’']s"
    r"|\bmein name ist|\bich hei(?:ß|ss)e|\bme llamo|\bmi chiamo) {1,3}" + _FULL_NAME
)
_SIGNATURE = re.compile(
    r"(?:^|[\n.!?…;–—-])[ \t]{0,4}(?i:signée?|signed)(?: par| by)?(?: ?:)? {1,3}" + _FULL_NAME
    + r"\s{0,4}[.!]?\s{0,4}(?:$|\n)"
)  # fmt: skip
_FAREWELL = re.compile(
    r"(?i:\bcordialement|\bsalutations|\bregards|\bsincerely)[ ,.!]{0,4}\n{0,3}[ \t]{0,4}(?:(?:M\.|Mme|Mr|Ms) )?"
    rf"(?P<name>{_CAPITALIZED} {_CAPITALIZED}(?: {_CAPITALIZED})?)" + r"\s{0,4}\.?\s{0,9}$"
)
# One of these is in each text that one of the patterns of names may be in.
_NAME_WORDS = ("appelle", "nomme", "prénom", "nom est", "my name", "name ist", "ich hei", "llamo", "chiamo")
_SIGNATURE_WORDS = ("signé", "signe", "signed")
_FAREWELL_WORDS = ("cordialement", "salutations", "regards", "sincerely")

Span = tuple[str, int, int]


def signs_of(text: str) -> tuple[str, ...]:
    """
    Say what a text seems to hold that belongs to a person.

    Prudent rather than zealous: numbers are checked by their own key where they have one, and a name only counts
    where somebody gives it as theirs. What is found is shown to a person, who decides.

    Returns
    -------
    tuple of str
        Words of `SIGNS`, each once; empty where nothing is found.

    Examples
    --------
    >>> signs_of("Je m’appelle Jeanne, appelez-moi au 06 12 34 56 78.")
    ('phone', 'name')
    >>> signs_of("Le 12/03/2026, 45 000 habitants ont payé 1 200 000 €, SIRET 732 829 320 00074.")
    ()
    """
    found = {sign for sign, _, _ in _spans(text)}
    return tuple(sign for sign in SIGNS if sign in found) if found else ()


def masked(text: str) -> str:
    """
    Hide what seems to belong to a person, so that a text may be shown.

    Examples
    --------
    >>> masked("Écrivez à jeanne@exemple.fr")
    'Écrivez à ••••••@•••••••.••'
    """
    shown = list(text)
    for _, start, end in _spans(text):
        for place in range(start, end):
            shown[place] = MASK if text[place].isalnum() else text[place]
    return "".join(shown)


def _spans(text: str) -> Iterator[Span]:
    """Give each thing found and where; what is quick to rule out is ruled out first."""
    if "@" in text:
        yield from _all("email", _EMAIL, text)
    elif "arobas" in text or "at)" in text or "at]" in text:
        yield from _all("email", _SPELLED_EMAIL, text)
    if any(map(text.__contains__, "0123456789")):
        yield from _figures(text)
    said = text.casefold()
    if any(map(said.__contains__, _NAME_WORDS)):
        yield from _names(_GIVEN_NAME, text)
    if any(map(said.__contains__, _SIGNATURE_WORDS)):
        yield from _names(_SIGNATURE, text)
    if any(map(said.__contains__, _FAREWELL_WORDS)):
        yield from _names(_FAREWELL, text)


def _figures(text: str) -> Iterator[Span]:
    if _MANY_FIGURES.search(text):
        for pattern in _PHONES:
            yield from _all("phone", pattern, text, is_true=_is_phone)
        yield from _all("nir", _NIR, text, is_true=_is_nir)
        yield from _ibans(text)
        yield from _all("card", _CARD, text, is_true=_is_luhn)
    if text.count(".") >= 3:
        yield from _all("ip", _IP4, text, is_true=_is_address_of_machine)
    if text.count(":") >= 3:
        yield from _all("ip", _IP6, text, is_true=_is_address_of_machine)
    said = text.casefold()
    if any(map(said.__contains__, _STREET_WORDS)):
        for pattern in _ADDRESSES:
            yield from _all("address", pattern, text)


def _all(
    sign: str, pattern: re.Pattern[str], text: str, *, is_true: Callable[[str], bool] = lambda found: True
) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if is_true(match[0]):
            yield sign, match.start(), match.end()


def _names(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield "name", match.start("name"), match.end("name")


def _is_phone(found: str) -> bool:
    n_figures = sum(char.isdigit() for char in found)
    is_amount = bool(_THOUSANDS.fullmatch(found))
    return FEWEST_PHONE_FIGURES <= n_figures <= MOST_PHONE_FIGURES and not is_amount


def _is_nir(found: str) -> bool:
    """Check the key of a French social security number, Corsica included."""
    bare = re.sub(r"[ .]", "", found).upper().replace("2A", "19").replace("2B", "18")
    return 97 - int(bare[:13]) % 97 == int(bare[13:])


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        length = IBAN_LENGTHS.get(match[0][:2].upper(), 0)
        places = [place for place, char in enumerate(match[0]) if char.isalnum()]
        if length and len(places) >= length:
            bare = "".join(match[0][place] for place in places[:length]).upper()
            if int("".join(str(int(char, 36)) for char in bare[4:] + bare[:4])) % 97 == 1:
                yield "iban", match.start(), match.start() + places[length - 1] + 1


def _is_luhn(found: str) -> bool:
    figures = [int(char) for char in found if char.isdigit()][::-1]
    doubled = sum(sum(divmod(2 * figure, 10)) for figure in figures[1::2])
    return (sum(figures[::2]) + doubled) % 10 == 0


def _is_address_of_machine(found: str) -> bool:
    """Numbers of paragraphs such as "1.2.1.4" or "11.11.11.11" are no addresses, nor are hours."""
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return False
    numbers = found.split(".")
    return address.version == 6 or (max(map(int, numbers)) >= 10 and len(set(numbers)) > 1)
