"""Words of headings: how they are compared, and which of them name a person."""

import re
import unicodedata
from functools import lru_cache

# Columns that name, address or follow a person. Their content is never taken.
_PERSONAL = """
    author, author name, authors, auteur, nom, nom auteur, nom de l auteur, id de l auteur, author id, authorid,
    auteur id, author url, authorusername, authoremail, author email, author fullname, author firstname,
    author lastname, prenom, nom prenom, nom et prenom, prenom et nom, prenom nom, name, first name, firstname,
    last name, lastname, full name, fullname, surname, user name, username, user email, user id, userid, uid, users,
    likes user likes, endorsements user endorsements, pseudo, pseudonyme, email, e mail, mail, courriel, adresse mail,
    adresse e mail, adresse email, adresse courriel, adresse electronique, email address, e mail de l auteur,
    assignee email, assignee fullname, e mails du destinataire, attribue, contact, contact email, telephone, tel,
    phone, phone number, mobile, portable, ip, ipaddr, ip address, adresse ip, ip hash, hachage ip, remote addr,
    webform ip address, refurl, referrer url, token, jeton, code d acces, xid, session token, speaker name, creator,
    user group id, user group name, decidim user group id, webform uid, webform username, authorzipcode, signature,
    nickname, avatar url, profile url, last comment by id, last comment by name, last comment by url,
    author registration metadata, author metadata analytics id, author metadata mautic id,
    nom de famille, nom complet, votre nom, vos nom et prenom, your name, nom d utilisateur, votre adresse,
    votre adresse postale, numero de securite sociale, matricule, creator email, creator phone, assignee,
    adresse de messagerie, adresses ip, ip addresses,
    date de naissance, birth date, birthdate, date of birth, adresse, adresse postale, address, rue, street
"""
PERSONAL_NAMES = frozenset(name.strip() for name in _PERSONAL.split(","))
# In a short heading, such as "Votre courriel (facultatif)"; a long one is a question.
PERSONAL_WORDS = frozenset({"courriel", "email", "mail", "telephone", "prenom", "pseudo", "pseudonyme"})
LONGEST_LABEL = 6


@lru_cache(maxsize=50_000)
def plain(heading: str) -> str:
    """
    Reduce a heading to small letters, figures and single spaces.

    Examples
    --------
    >>> plain("  Adresse e-mail ")
    'adresse e mail'
    """
    bare = "".join(char for char in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", bare.casefold()))


def names_a_person(heading: str) -> bool:
    """Tell whether a heading says that its column names, addresses or follows a person."""
    name = plain(heading)
    words = name.split()
    return name in PERSONAL_NAMES or (len(words) <= LONGEST_LABEL and not PERSONAL_WORDS.isdisjoint(words))


def personal(headings: tuple[str, ...]) -> tuple[str, ...]:
    """List the headings of columns that name, address or follow a person."""
    return tuple(heading for heading in headings if names_a_person(heading))
