"""What waits on a user in chapter 3, for the page with all work."""

from datetime import datetime

from django.urls import reverse

from bekendmaking.bord import Bord, borden
from bekendmaking.herloting import loting_voor
from bekendmaking.herzien import wacht_op_loting
from bekendmaking.models import Bezwaar, Herziening, KortGeding
from bekendmaking.queries import gewonnen, te_beantwoorden, te_herzien, termijnen_van
from bekendmaking.rules import eind_van_de_dag
from bekendmaking.states import Gebreksoort, Herzieningstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from selectie.models import Loting
from selectie.states import Lotingstatus

LOTING = {  # what to do for a herziening that waits on the notaris, by the state of its loting
    "": "Loting klaarzetten voor een herziening",
    Lotingstatus.INGEVOERD: "Uitslag van de loting bevestigen",
    Lotingstatus.BEVESTIGD: "Brieven van de herziening maken",
}
Taak = tuple[str, str, str, datetime | None]


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user in chapter 3, for the page with all work: what, about whom, where, until when."""
    return [*_brieven_voor(gebruiker), *_bezwaren_voor(gebruiker), *_herzieningen_voor(gebruiker)]


def _herzieningen_voor(gebruiker: Gebruiker) -> list[Taak]:
    """Regions to decide anew, and drafts of others to release."""
    bevoegd = bevoegdheid(gebruiker)
    if not bevoegd.mag(Recht.BRIEF_OPSTELLEN):
        return []
    ontwerpen = Herziening.objects.voor_staf(gebruiker, Recht.BRIEF_OPSTELLEN).filter(status=Herzieningstatus.ONTWERP)
    per_zaak = {(rij.bezwaar_id, rij.kort_geding_id, rij.toewijzing_id): rij for rij in ontwerpen}
    bezwaren = te_herzien(Bezwaar.objects.voor_staf(gebruiker, Recht.BRIEF_OPSTELLEN))
    zaken = [
        ((rij.bezwaar_id, None, toewijzing.pk), toewijzing.regio, "gegrond bezwaar", adres)
        for rij in bezwaren
        for toewijzing in [rij.beslissing.regioinschrijving.toewijzing]
        for adres in [reverse("herziening_opstellen", args=[rij.bezwaar_id, toewijzing.regio.sleutel])]
    ]
    gedingen = gewonnen(KortGeding.objects.voor_staf(gebruiker, Recht.BRIEF_OPSTELLEN))
    zaken += [
        ((None, rij.pk, toewijzing.pk), toewijzing.regio, "kort geding", adres)
        for rij in gedingen
        for toewijzing in [rij.beslissing.regioinschrijving.toewijzing]
        for adres in [reverse("herziening_na_uitspraak", args=[rij.pk])]
    ]
    taken: list[Taak] = []
    for sleutel, regio, waarna, opstellen in zaken:
        ontwerp = per_zaak.get(sleutel)
        if ontwerp is None:
            taken.append((f"Regio herzien na {waarna}", regio.naam, opstellen, None))
            continue
        adres = reverse("herziening", args=[ontwerp.pk])
        if groep := wacht_op_loting(ontwerp):
            stand = loting_voor(ontwerp.toewijzing, groep)
            if wat := _bij_de_loting(ontwerp, stand, gebruiker):
                taken.append((wat, regio.naam, adres, stand.trekking_op if stand else None))
        elif ontwerp.opgesteld_door_id != gebruiker.pk and bevoegd.mag(Recht.BRIEF_GOEDKEUREN):
            tot = None if ontwerp.besluit_blijft else eind_van_de_dag(ontwerp.dagtekening)
            taken.append(("Herziening vrijgeven", regio.naam, adres, tot))
    return taken


def _bij_de_loting(herziening: Herziening, stand: Loting | None, gebruiker: Gebruiker) -> str:
    """What this user can do about the loting of a draft now; empty while it waits on someone else."""
    if stand and stand.status == Lotingstatus.KLAARGEZET:
        gevraagd = herziening.intrekken_gevraagd_door_id
        return "Verzoek om de loting in te trekken" if gevraagd and gevraagd != gebruiker.pk else ""
    return LOTING.get(stand.status if stand else "", "")


def _brieven_voor(gebruiker: Gebruiker) -> list[Taak]:
    if not bevoegdheid(gebruiker).mag(Recht.BRIEF_OPSTELLEN):
        return []
    return [
        (wat, rij.uitvoerder.zorgkantoor, reverse("vrijgave", args=[rij.ronde.code, rij.uitvoerder.code]), moment)
        for rij in borden(gebruiker)
        if rij.vrijgave is None or rij.vrijgave.vrijgegeven_op is None
        for moment in [rij.ronde.bekendmaking_op]
        for wat in _op_het_bord(rij, gebruiker)
    ]


def _op_het_bord(bord: Bord, gebruiker: Gebruiker) -> list[str]:
    """What this user can do there now, and for who releases what it still waits for."""
    bevoegd, taken = bevoegdheid(gebruiker), []
    if bord.te_maken:
        taken.append(f"Brieven maken ({bord.te_maken})")
    te_keuren = sum(
        Gebreksoort.GOEDKEURING in stand.soorten and stand.brief.opgesteld_door_id != gebruiker.pk
        for stand in bord.standen
        if stand.brief
    )
    if te_keuren and bevoegd.mag(Recht.BRIEF_GOEDKEUREN):
        taken.append(f"Brieven goedkeuren ({te_keuren})")
    if bevoegd.mag(Recht.VRIJGEVEN):
        if bord.alles_klaar and bord.vrijgave is None:
            taken.append("Vrijgave klaarzetten")
        elif wacht := bord.wacht_op_werk:
            taken.append(f"Bekendmaking: {wacht} van {len(bord.standen)} dossiers nog niet klaar voor een brief")
    return taken


def _bezwaren_voor(gebruiker: Gebruiker) -> list[Taak]:
    if not bevoegdheid(gebruiker).mag(Recht.BEZWAAR_BEHANDELEN):
        return []
    return [
        (
            "Bezwaar beantwoorden",
            bezwaar.brief.inschrijving.partijnaam,
            reverse("bezwaar", args=[bezwaar.pk]),
            eind_van_de_dag(termijnen_van(bezwaar.brief).bezwaar_beantwoord_uiterlijk),
        )
        for bezwaar in te_beantwoorden(gebruiker)
    ]
