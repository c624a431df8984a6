"""Words too common to tell one subject from another, by language, without accents."""

from __future__ import annotations

from functools import cache

_FRENCH = """
a ai aie aient ait alors apres as assez au aucun aucune aujourdhui auquel aura aurait auront aussi autant autre autres
aux avaient avait avant avec avoir avons ayant beaucoup bien bon car ca ce ceci cela celle celles celui certain
certaine certaines certains ces cest cet cette ceux chacun chacune chaque chez ci comme comment d dans de deja des
desormais deux devraient devrait devront doit doivent donc dont du durant elle elles en encore enfin entre es est et
etaient etait etant etc ete etes etre eu eux faire fait fais faites faudra faudrait faut fois font ici il ils j jai je
jusqu l la le les lequel lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes mettre
mieux moi moins mon mettez met n ne ni nos notre nous on ont ou par parce parfois peu peut peuvent peux plus plutot
plusieurs pour pourquoi pourrait pourraient pouvoir pres propos propose proposer proposons puis puisque qu quand que
quel quelle quelles quelque quelques quels qui quoi quon rien s sa sans sauf se sera serait seraient seront ses seul
seulement si sinon soi soient soit son sont sous souvent suis sur t ta tandis tant tel telle telles tels te tes toi
ton toujours tous tout toute toutes tres trop tu un une uns va vais vers veut veux voici voila vont vos votre voudrais
vous vraiment vu y afin ainsi aussitot autour bref ceux dela dessous dessus devant deviennent devient devrais dire dit
donner dune dun faites falloir force hors ils jamais lui maintenant malgre merci monsieur madame mme mr nest non oui
pas permettre permet pendant personne possible pourra pourront prendre quant quelqu sait savoir sachant selon semble
seule seuls suite sujet sujets surtout terme toutefois tellement trouve venir via voire voir voit chose choses cas fin
facon part question questions reponse reponses exemple svp bonjour cordialement souhaite souhaiterais aimerais pense
penser crois dois devons pouvez voulons falloir faudra lieu rendre rend egalement etre ete quil quils quelle quon
lorsque nan bah hein cad davantage mis mise cf ex idee idees faudrai faudrais fait
"""
_ENGLISH = """
a about above after again against all also am an and any are as at be because been before being below between both but
by can could did do does doing don down during each even every few for from further get gets go had has have having he
her here hers him his how i if in into is it its itself just let like ll made make many may me might more most much
must my need needs no nor not now of off on once one only or other our out over own people per please put re really s
same she should so some such t than that the their them then there these they thing things think this those through to
too under until up us use very want was way we well were what when where which while who why will with without would
you your yes im ive
"""
_GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim
bin bis bist brauchen braucht da damit dann das dass dazu dein dem den denn der des die dies diese diesem diesen
dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch fur gegen geht gibt habe haben hat
hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ins ist ja jede jedem jeden jeder jedes jetzt kann kein
keine keinen konnen konnte man mehr mein mit muss mussen nach nicht nichts noch nun nur ob oder ohne schon sehr sei
sein seine seinem seinen sich sie sind so soll sollen sollte sollten sondern um und uns unser unsere unter viel viele
vom von vor war waren was weil weniger wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zwischen statt
mal bitte
"""
_ITALIAN = """
a ad ai al alla alle allo anche avere c che chi ci come con cosa cui da dal dalla dalle dei del della delle dello deve
devono di dove e ed era essere fare gli ha hanno ho i il in io la le li lo loro lui ma mi molto ne nei nel nella nelle
no noi non o ogni per perche piu poi puo quale quando quello questa queste questi questo se sei si sia sono su sua sue
sui sul sulla suo tra troppo tutti tutto un una uno vi voi essere bisogna dovrebbe
"""
_SPANISH = """
a al algo ante antes asi como con contra cual cuando de debe deben del desde donde dos durante e el ella ellas ellos
en entre era es esa ese eso esta estan este esto estos fue ha hacer hacia han hasta hay la las le les lo los mas me mi
mucho muy nada ni no nos nosotros o otra otro para pero poco por porque que quien se sea ser si sin sobre solo son su
sus tambien tan te tener tiene todo todos tu un una uno unos y ya yo hay que debería deberia
"""
_PORTUGUESE = """
a ao aos as ate com como da das de dela dele deve devem do dos e ela elas ele eles em entre era essa esse esta este eu
foi ha isso isto ja la mais mas me mesmo meu muito na nao nas nem no nos nossa nosso num numa o os ou para pela pelo
por porque qual quando que quem sao se sem ser seu seus so sua suas tambem te tem ter todos tudo um uma voce
"""
_DUTCH = """
aan al alle alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen haar
had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kunnen maar me meer men met mij mijn moet
moeten na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor
want waren was wat werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou
"""
_ARABIC = """
في من على الى إلى عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم نحن أنا انا أنت كان كانت يكون تكون ما لا لم لن قد كل
بعض أن ان إن أو او ثم و بل حتى إذا اذا لكن أي اي كما كيف لماذا متى أين عند بعد قبل بين غير يجب ينبغي هناك هنا جدا فقط
أيضا ايضا منذ خلال حول ضد كذلك لأن له لها
"""

_BY_LANGUAGE = {
    "fr": _FRENCH,
    "en": _ENGLISH,
    "de": _GERMAN,
    "it": _ITALIAN,
    "es": _SPANISH,
    "pt": _PORTUGUESE,
    "nl": _DUTCH,
    "ar": _ARABIC,
}


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return the stop words of a language; none for a language that is not known."""
    return frozenset(_BY_LANGUAGE.get(language, "").split())
