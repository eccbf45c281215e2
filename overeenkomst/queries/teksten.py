"""Reading the official texts, and what the portal knows about regions and gemeenten."""

from django.db.models import QuerySet

from kern import klok
from overeenkomst.inlezen.regiolijst import Bekend, Namen
from overeenkomst.models import Modeltekst
from partijen.models import WlzUitvoerder
from publicatie.models import Gemeente, Gemeentealias, Gemeentelidmaatschap, Inkoopronde, Regio, Regioalias
from publicatie.queries import peildag


def modelteksten() -> QuerySet[Modeltekst]:
    """All official texts, without their content: per round the latest version first."""
    rijen = Modeltekst.objects.select_related("ronde", "door").defer("inhoud")
    return rijen.order_by("-ronde__code", "-versie")


def laatste_modeltekst(ronde: Inkoopronde) -> Modeltekst | None:
    """The version that a contract made today gets (A68)."""
    return ronde.modelteksten.order_by("versie").last()


def versie_van(ronde: Inkoopronde, versie: int) -> Modeltekst:
    return Modeltekst.objects.get(ronde=ronde, versie=versie)


def vorige_modeltekst(rij: Modeltekst) -> Modeltekst | None:
    return Modeltekst.objects.filter(ronde=rij.ronde_id, versie=rij.versie - 1).first()


def bekend(ronde: Inkoopronde | None) -> Bekend:
    """Regions, uitvoerders and gemeenten with their spellings, on the first day of a round; today without one."""
    dag = peildag(ronde) if ronde else klok.vandaag()
    leden = Gemeentelidmaatschap.objects.op(dag).order_by()
    zorgkantoren = WlzUitvoerder.objects.values_list("zorgkantoor", "code")
    bedient = ronde.toewijzingen.order_by().values_list("regio__sleutel", "uitvoerder__code") if ronde else ()
    return Bekend(
        Namen(
            dict(Regio.objects.values_list("sleutel", "naam")),
            dict(Regioalias.objects.values_list("naam", "regio__sleutel")),
        ),
        Namen(dict(WlzUitvoerder.objects.values_list("code", "naam")), dict(zorgkantoren)),
        Namen(
            dict(Gemeente.objects.values_list("cbs_code", "naam")),
            dict(Gemeentealias.objects.values_list("naam", "gemeente__cbs_code")),
        ),
        dict(leden.values_list("gemeente__cbs_code", "regio__sleutel")),
        dict(bedient),
    )
