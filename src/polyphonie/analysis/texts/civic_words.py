"""
Words of public debate that a stemmer merges or splits wrongly.

Snowball's French stemmer gives one stem to « loyer » and « loi », to « maire » and « mairie », to « commune » and «
communication », and two to « travail » and « travaux ». Each line is one family, headed by its stem; a word found
here never reaches the stemmer. Keys carry no accent, because people do not always type them.
"""

from __future__ import annotations

_FRENCH_FAMILIES = """
loyer: loyer loyers
loi: loi lois
environnement: environnement environnements environnemental environnementale environnementaux environnementales
environs: environ environs
commune: commune communes communal communale communaux communales
communication: communication communications communiquer communique
communaute: communaute communautes communautaire communautaires
commun: commun communs
intercommunalite: intercommunalite intercommunalites intercommunal intercommunale epci
maire: maire maires
mairie: mairie mairies
aide: aide aides aider
aidant: aidant aidants aidante aidantes
voile: voile voiles
organisation: organisation organisations organiser organise organisent organisee organises
organisme: organisme organismes
organe: organe organes
travail: travail travaux travailler travaille travaillent travaillons
travailleur: travailleur travailleurs travailleuse travailleuses
public: public publics publique publiques
publier: publier publie publies publiee publiees publication publications
ecole: ecole ecoles
ecolier: ecolier ecoliers eleve eleves
ecologie: ecologie ecologique ecologiques ecologiste ecologistes
economie: economie economies economique economiques
region: region regions regional regionale regionaux regionales
departement: departement departements departemental departementale departementaux departementales
election: election elections electoral electorale electoraux electorales
electeur: electeur electeurs electrice electrices
elu: elu elus elue elues
elite: elite elites
vote: vote votes voter voter votent votant votants
citoyen: citoyen citoyens citoyenne citoyennes
citoyennete: citoyennete
cite: cite cites
medecin: medecin medecins
medecine: medecine medical medicale medicaux medicales
medicament: medicament medicaments
media: media medias mediatique
mediation: mediation mediateur mediateurs mediatrice
service: service services
servir: servir sert servent
politique: politique politiques
police: police polices policier policiers
poste: poste postes
general: general generale generaux generales
generation: generation generations
numerique: numerique numeriques
numero: numero numeros
donnee: donnee donnees data
don: don dons
impot: impot impots imposition
imposer: imposer impose imposent
transport: transport transports
transparence: transparence transparent transparente transparents transparentes
parent: parent parents
parlement: parlement parlementaire parlementaires
parler: parler parle parlent
senior: senior seniors
senat: senat senateur senateurs senatrice
depute: depute deputes deputee deputees
assemblee: assemblee assemblees
conseil: conseil conseils
conseiller: conseiller conseillers conseillere conseilleres
marche: marche marches
formation: formation formations former formes formees forme
forme: formule formules
information: information informations informer informe informes
informatique: informatique informatiques
logement: logement logements loger
logiciel: logiciel logiciels
hopital: hopital hopitaux hospitalier hospitaliers
agenda: agenda agendas
secret: secret secrets
secretaire: secretaire secretaires
securite: securite securites
social: social sociale sociaux sociales
societe: societe societes
etat: etat etats
etude: etude etudes
etudiant: etudiant etudiants etudiante etudiantes
emploi: emploi emplois
employe: employe employes employee employees
agent: agent agents agente agentes
agence: agence agences
agriculture: agriculture agricole agricoles agriculteur agriculteurs
energie: energie energies energetique energetiques
eau: eau eaux
sourd: sourd sourds sourde sourdes malentendant malentendants malentendante
handicap: handicap handicape handicapes handicapee handicapees
interprete: interprete interpretes interpretation interpretees interpreter
sante: sante sanitaire sanitaires
justice: justice judiciaire judiciaires
juste: juste justes
local: local locale locaux locales
rural: rural rurale ruraux rurales ruralite
habitant: habitant habitants habitante habitantes
habitat: habitat habitats habitation habitations
usage: usage usages
usager: usager usagers usagere usageres
intelligence artificielle: ia
algorithme: algorithme algorithmes algorithmique algorithmiques
robot: robot robots chatbot chatbots
guichet: guichet guichets
telephone: telephone telephones telephonique
accueil: accueil accueillir
humain: humain humaine humains humaines
humanite: humanite
commerce: commerce commerces commercial commerciale
commercant: commercant commercants
jeune: jeune jeunes jeunesse
femme: femme femmes
feminin: feminin feminine
europe: europe europeen europeens europeenne europeennes
banque: banque banques bancaire bancaires
banc: banc bancs
train: train trains
entreprise: entreprise entreprises
entreprendre: entreprendre
lobby: lobby lobbies lobbys lobbying lobbyiste lobbyistes
petition: petition petitions
referendum: referendum referendums ric
"""

FRENCH = {
    word: family.partition(":")[0].strip().replace(" ", "_")
    for family in _FRENCH_FAMILIES.strip().splitlines()
    for word in family.partition(":")[2].split()
}
_BY_LANGUAGE: dict[str, dict[str, str]] = {"fr": FRENCH}


def civic_stems(language: str) -> dict[str, str]:
    """Return the stems decided by hand for a language, by word without accents."""
    return _BY_LANGUAGE.get(language, {})
