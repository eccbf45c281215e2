"""The scripted cast, part four: one zorgkantoor offers its overeenkomsten, and they are signed and take effect."""

from datetime import time

from django.db.models import QuerySet

from inschrijving.models import Inschrijving
from overeenkomst import actions, document
from overeenkomst.models import Contractgegevens, Overeenkomst
from overeenkomst.queries import bereikbaar, contracten
from overeenkomst.states import Contactsoort, Status
from partijen.models import Gebruiker
from portaal.demo.cast import elk, ronde, staf, tekenaar, uitvoerders

UITVOERDER = "menzis"  # the others are for a visitor to do by hand
WERKTIJDEN = ("", "Op zaterdag van 10.00 tot 12.00 uur.", "Op dinsdagavond tot 20.00 uur.")
KANALEN = {
    "van": time(9),
    "tot": time(17),
    "beeldbellen": "Maak een afspraak per telefoon of mail. U krijgt dan een link.",
    "bezoek": "Wij komen bij u thuis, of u komt langs op afspraak.",
}
KVK, RECHTBANK = "90000{:03}", "Vogeldam"


def vul_gegevens() -> list[str]:
    """Every zorgkantoor fills in what its overeenkomsten say of it; invented."""
    nieuw = uitvoerders().exclude(pk__in=Contractgegevens.objects.values("uitvoerder"))
    return elk(nieuw.order_by("pk"), _vul_gegevens)


def _vul_gegevens(uitvoerder) -> None:
    actions.bewaar_contractgegevens(
        uitvoerder_id=uitvoerder.pk,
        kvk_nummer=KVK.format(uitvoerder.pk % 1000),
        rechtbank=RECHTBANK,
        door=staf(uitvoerder, "manager"),
    )


def bied_alles_aan() -> list[str]:
    """The manager offers what is not offered yet."""
    rijen = contracten.gegund(Inschrijving.objects.filter(ronde=ronde(), uitvoerder__code=UITVOERDER))
    return vul_gegevens() + elk(rijen.filter(stand="aan_te_bieden").order_by("pk"), _bied_aan)


def _bied_aan(rij: Inschrijving) -> None:
    gezien = document.inhoudshash(document.feiten(rij))
    actions.bied_aan(inschrijving_id=rij.pk, gezien=gezien, door=staf(rij.uitvoerder, "manager"))


def _aangeboden() -> QuerySet[Overeenkomst]:
    rijen = Overeenkomst.objects.filter(status=Status.AANGEBODEN, inschrijving__ronde=ronde())
    return rijen.filter(inschrijving__uitvoerder__code=UITVOERDER).select_related(
        "inschrijving__organisatie", "inschrijving__uitvoerder"
    )


def teken_alles() -> list[str]:
    """Each organisation signs, then a manager who did not offer; both name whom to call and get their copy."""
    gemist = elk(_aangeboden().filter(organisatie_getekend_op=None), _teken)
    gemist += elk(_aangeboden().exclude(organisatie_getekend_op=None), _teken_mede)
    actions.maak_exemplaren()
    return gemist


def _teken(rij: Overeenkomst) -> None:
    wie = tekenaar(rij.inschrijving.organisatie)
    actions.teken(**_wat(rij, wie), functie="bestuurder", plaats=rij.inschrijving.organisatie.plaats)
    _noem(rij, wie)


def _teken_mede(rij: Overeenkomst) -> None:
    aanbieding = rij.aanbiedingen.get(ingetrokken_op=None)
    manager, tweede = (staf(rij.inschrijving.uitvoerder, deel) for deel in ("manager", "manager-twee"))
    wie = tweede if aanbieding.door == manager else manager
    actions.teken_mede(**_wat(rij, wie), functie="manager zorginkoop", plaats=RECHTBANK)
    _noem(rij, wie)
    _noem(rij, wie, soort=Contactsoort.ACUUT)


def _wat(rij: Overeenkomst, wie: Gebruiker) -> dict:
    return {"overeenkomst_id": rij.pk, "gezien": rij.aanbiedingen.get(ingetrokken_op=None).hash, "door": wie}


def _noem(rij: Overeenkomst, wie: Gebruiker, soort: str = Contactsoort.AFSPRAKEN) -> None:
    velden = {"soort": soort, "naam": wie.naam, "functie": "contactpersoon", "email": wie.email}
    velden["telefoon"] = "088 000 00 00"
    actions.voeg_contactpersoon_toe(overeenkomst_id=rij.pk, door=wie, **velden)


def maak_bereikbaar() -> list[str]:
    """All but the last organisation fill in how cliënten reach them, and the zorgkantoren how theirs are reached."""
    rijen = Overeenkomst.objects.filter(status=Status.GETEKEND, inschrijving__ronde=ronde()).order_by("pk")
    rijen = list(rijen.select_related("inschrijving__organisatie"))
    eigen = uitvoerders().filter(eigen_ondersteuning=None).order_by("pk")
    return elk(rijen[:-1], _maak_bereikbaar) + elk(eigen, _maak_zorgkantoor_bereikbaar)


def _maak_bereikbaar(rij: Overeenkomst) -> None:
    organisatie = rij.inschrijving.organisatie
    eerste, *ook = [plek.regio.sleutel for plek in bereikbaar.per_dossier([rij.inschrijving])[rij.inschrijving_id]]
    if organisatie.bereikbaarheden.exists():  # a visitor did it
        return
    actions.bewaar_bereikbaarheid(
        overeenkomst_id=rij.pk,
        regio=eerste,
        ook=ook,
        gezien=0,
        telefoon=f"088 000 {organisatie.pk % 10000:04}",
        email=f"clienten@{organisatie.email.partition('@')[2]}",
        werktijden=WERKTIJDEN[rij.pk % len(WERKTIJDEN)],
        **KANALEN,
        website=organisatie.website,
        door=tekenaar(organisatie),
    )


def _maak_zorgkantoor_bereikbaar(uitvoerder) -> None:
    actions.bewaar_eigen_ondersteuning(
        uitvoerder_id=uitvoerder.pk,
        gezien=0,
        telefoon=f"088 111 {uitvoerder.pk % 10000:04}",
        email=f"clientondersteuning@{uitvoerder.inschrijf_email.partition('@')[2]}",
        werktijden="",
        **KANALEN,
        website=f"https://{uitvoerder.inschrijf_email.partition('@')[2]}/clientondersteuning",
        door=staf(uitvoerder, "inkoper-een"),
    )


def laat_ingaan() -> None:
    """What beat does every minute, now."""
    actions.laat_ingaan_wat_kan()
