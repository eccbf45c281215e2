"""Rounds, the opening, judging, messages, and keeping: the acts of two people there."""

from datetime import datetime

from django.urls import reverse

from beoordeling import actions as beoordeling
from berichten import herverzenden, verzendstop
from berichten.states import Status as Berichtstatus
from bewaren import actions as bewaren
from inschrijving.models import Inschrijving
from kern.klok import AMSTERDAM
from publicatie import actions as publicatie
from publicatie.actions.uitstel import stel_uitstel_voor, trek_uitstel_in
from tests.beoordeling.hulp import (
    BEOORDEEL_OP,
    OPEN_OP,
    Team,
    geopende_inschrijving,
    oordeel,
    plek,
    staf,
    stel_leemten_vast,
    team,
    zonder_belang,
)
from tests.beoordeling.vraaghulp import beantwoord, stel_op, verstuur
from tests.bewaren.hulp import DRIE_JAAR, afgewezen, beheerder, gevraagd, manager
from tests.factories import BerichtFactory, bekeken, zet_klok
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import ingediende_inschrijving
from tests.publicatie.hulp import gepubliceerde_ronde
from tests.publicatie.hulp import manager as rondemanager
from tests.vierogen.proef import Proef

# A round


def uitstel() -> Proef:
    zet_klok("2017-08-01 16:00")
    ronde = gepubliceerde_ronde(beoordeling_vanaf=datetime(2017, 8, 3, tzinfo=AMSTERDAM))
    een, twee = rondemanager(), rondemanager()

    def stel_voor(uur: int):
        nieuw = datetime(2017, 8, 1, uur, 0, tzinfo=AMSTERDAM)
        return stel_uitstel_voor(ronde_id=ronde.pk, nieuw=nieuw, reden="Storing.", door=een)

    rij = stel_voor(20)

    def verander() -> None:
        trek_uitstel_in(uitstel_id=rij.pk, door=een)
        stel_voor(21)

    scherm, adres = reverse("ronde_beheren", args=[ronde.code]), reverse("uitstel_bevestigen", args=[ronde.code])
    return Proef(een, twee, scherm, adres, verander=verander, waarom="Dit voorstel ligt er niet meer")


def _regio():
    zet_klok("2017-06-20 10:00")
    rij = kleine_ronde(regios=("Utrecht",)).toewijzingen.select_related("regio", "ronde", "uitvoerder").get()
    return rij, staf(rij.uitvoerder, "Anna"), staf(rij.uitvoerder, "Bram"), [rij.ronde.code, rij.regio.sleutel]


def _schrijf_leemte(regio, door):
    gegevens = {"soort": "taal", "omschrijving": "Turks", "reden": "Gemeld door cliënten."}
    return publicatie.stel_leemte_op(toewijzing_id=regio.pk, door=door, **gegevens)


def leemte() -> Proef:
    """Its text has no act that changes it: it is withdrawn, and the next one has an address of its own."""
    regio, een, twee, args = _regio()
    rij = _schrijf_leemte(regio, een)

    def verander() -> None:
        publicatie.trek_leemte_in(leemte_id=rij.pk, door=een)
        _schrijf_leemte(regio, een)

    adres = reverse("leemte_vaststellen", args=[rij.pk])
    return Proef(een, twee, reverse("ronde_regio", args=args), adres, verander=verander, verdwijnt=True)


def leemtelijst() -> Proef:
    regio, een, twee, args = _regio()
    publicatie.leg_leemtelijst_voor(toewijzing_id=regio.pk, door=een)

    def verander() -> None:
        rij = _schrijf_leemte(regio, een)
        publicatie.stel_leemte_vast(leemte_id=rij.pk, door=staf(regio.uitvoerder, "Cor"))
        publicatie.leg_leemtelijst_voor(toewijzing_id=regio.pk, door=een)

    scherm, adres = reverse("ronde_regio", args=args), reverse("leemten_vaststellen", args=args)
    return Proef(een, twee, scherm, adres, verander=verander)


# The opening and the assessment


def opening() -> Proef:
    zet_klok("2017-07-28 14:12")
    dossier = ingediende_inschrijving().inschrijving
    wie = team(dossier.uitvoerder)
    stel_leemten_vast(dossier.ronde, dossier.uitvoerder)
    zet_klok(OPEN_OP)

    def vraag_aan(door):
        return beoordeling.vraag_opening_aan(ronde=dossier.ronde, uitvoerder=dossier.uitvoerder, door=door)

    rij = vraag_aan(wie.een)

    def verander() -> None:
        """Nobody confirmed in time; a colleague asks anew."""
        zet_klok("2017-08-01 18:30")
        vraag_aan(wie.manager)

    adres = reverse("opening_bevestigen", args=[rij.pk])
    return Proef(wie.een, wie.twee, adres, adres, verander=verander)


def _dossier() -> tuple[Inschrijving, Team]:
    """Opened, on the first morning of the assessment; nobody of the team has an interest in it."""
    zet_klok("2017-07-28 14:12")
    dossier = geopende_inschrijving()
    zet_klok(BEOORDEEL_OP)
    wie = team(dossier.uitvoerder)
    zonder_belang(dossier, wie.een, wie.twee, wie.manager)
    return dossier, wie


def _in_dossier(dossier: Inschrijving, wie: Team, naam: str, **velden) -> Proef:
    scherm, adres = (reverse(waar, args=[dossier.kenmerk]) for waar in ("dossier", naam))
    return Proef(wie.een, wie.twee, scherm, adres, klaar=lambda mens: zonder_belang(dossier, mens), **velden)


def eisoordeel() -> Proef:
    dossier, wie = _dossier()
    oordeel(dossier, 2, wie.een)

    def verander() -> None:
        beantwoord(verstuur(stel_op(dossier, 2, wie.een), wie.manager).verduidelijkingen.get())

    velden = {"eis2-oordeel_0": "voldoet", "eis2-motivering_0": ""}
    kies = 'name="eis" value="2"'
    return _in_dossier(dossier, wie, "dossier_oordeel", velden=lambda: velden, kies=kies, verander=verander, eigen=True)


def overleg() -> Proef:
    dossier, wie = _dossier()
    oordeel(dossier, 2, wie.een, nee=True)
    oordeel(dossier, 2, wie.twee)

    def schrijf(motivering: str) -> None:
        beoordeling.leg_overleg_vast(**plek(dossier, 2), oordeel="voldoet", motivering=motivering, door=wie.een)

    schrijf("Samen gelezen.")
    return _in_dossier(dossier, wie, "overleg_bevestigen", verander=lambda: schrijf("Nog eens samen gelezen."))


def vraag() -> Proef:
    """Its text has no act that changes it: a colleague takes it back."""
    dossier, wie = _dossier()
    rij = stel_op(dossier, 4, wie.een)

    def verander() -> None:
        beoordeling.trek_vraag_in(vraag_id=rij.pk, reden="Anders.", door=wie.een)

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("verduidelijkingsvraag", "vraag_versturen"))

    klaar = lambda mens: zonder_belang(dossier, mens)  # noqa: E731
    return Proef(wie.een, wie.twee, scherm, adres, klaar=klaar, verander=verander, waarom="vanuit de status")


# Messages


def herverzending() -> Proef:
    een, twee, derde = beheerder(), beheerder(), beheerder()
    bericht = BerichtFactory(status=Berichtstatus.GEWEIGERD)

    def vraag_opnieuw(ontvanger: str, door):
        return herverzenden.vraag_opnieuw(bericht_id=bericht.pk, ontvanger=ontvanger, reden="Oud adres.", door=door)

    rij = vraag_opnieuw("nieuw@oco.example", een)

    def verander() -> None:
        herverzenden.wijs_opnieuw_af(herverzending_id=rij.pk, door=derde)
        vraag_opnieuw("ander@oco.example", derde)

    adres = reverse("bericht_opnieuw_goedkeuren", args=[bericht.pk])
    return Proef(een, twee, bericht.get_absolute_url(), adres, verander=verander)


def stop() -> Proef:
    een, twee, derde = beheerder(), beheerder(), beheerder()
    rij = verzendstop.begin(reden="Teruggezet.")
    verzendstop.vraag_opheffen(stop_id=rij.pk, door=een)

    def verander() -> None:
        """Lifted by others, and after a second restore asked anew."""
        verzendstop.hef_op(stop_id=rij.pk, gezien=bekeken(rij), door=derde)
        verzendstop.vraag_opheffen(stop_id=verzendstop.begin(reden="Weer teruggezet.").pk, door=een)

    return Proef(een, twee, reverse("berichten"), reverse("verzendstop_opheffen"), verander=verander)


# Keeping


def aanhouding() -> Proef:
    zet_klok("2017-07-28 14:12")
    dossier = afgewezen()
    zet_klok(DRIE_JAAR)
    een, twee, derde = manager(dossier), manager(dossier), manager(dossier)
    rij = bewaren.houd_aan(inschrijving_id=dossier.pk, reden="Dagvaarding.", door=een)
    bewaren.vraag_opheffen(aanhouding_id=rij.pk, reden="De zaak is voorbij.", door=een)

    def verander() -> None:
        bewaren.trek_opheffen_in(aanhouding_id=rij.pk, door=een)
        bewaren.vraag_opheffen(aanhouding_id=rij.pk, reden="De zaak is geschikt.", door=derde)

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("aanhouding", "aanhouding_opheffen"))
    return Proef(een, twee, scherm, adres, verander=verander)


def vernietigen() -> Proef:
    zet_klok("2017-07-28 14:12")
    dossier = afgewezen()
    zet_klok(DRIE_JAAR)
    een, twee = beheerder(), beheerder()
    rij = gevraagd("afgewezen", een)

    def verander() -> None:
        bewaren.houd_aan(inschrijving_id=dossier.pk, reden="Dagvaarding.", door=manager(dossier))

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("vernietigopdracht", "vernietigopdracht_bevestigen"))
    return Proef(een, twee, scherm, adres, verander=verander, waarom="is iets veranderd")


RIJEN = {
    "publicatie.Uitstel.bevestigd_door": uitstel,
    "publicatie.Leemte.vastgesteld_door": leemte,
    "publicatie.Regiotoewijzing.leemten_vastgesteld_door": leemtelijst,
    "beoordeling.Opening.tweede_door": opening,
    "beoordeling.Eisoordeel": eisoordeel,
    "beoordeling.Overleg.bevestigd_door": overleg,
    "beoordeling.Verduidelijkingsvraag.verstuurd_door": vraag,
    "berichten.Herverzending.beslist_door": herverzending,
    "berichten.Verzendstop.opgeheven_door": stop,
    "bewaren.Aanhouding.opgeheven_door": aanhouding,
    "bewaren.Opdracht.bevestigd_door": vernietigen,
}
