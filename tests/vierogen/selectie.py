"""Steps 5 and 6: freezing, taking back, the two answers on a gap, and the loting."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kern.klok import om
from partijen.states import Rolsoort
from publicatie.actions import trek_leemte_in
from selectie import actions, trekking
from selectie.leemten import beantwoord_leemte
from selectie.models import Loting, Regioselectie
from selectie.states import Methode, Status
from selectie.terugzetten import vraag_terug, wijs_terug_af
from tests.factories import zet_klok
from tests.factories_publicatie import LeemteFactory
from tests.factories_selectie import (
    NIEUW,
    begonnen,
    bezorg,
    geopende_regio,
    in_status,
    medewerker,
    vier_gelijken,
    vul,
)
from tests.inschrijving.hulp import pdf
from tests.selectie.hulp import DAG, klaargezet
from tests.vierogen.proef import Proef


def _regio(selectie: Regioselectie, naam: str, eerste, verander) -> Proef:
    scherm, adres = (reverse(waar, args=[selectie.toewijzing_id]) for waar in ("regioselectie", naam))
    return Proef(eerste, medewerker(selectie.toewijzing), scherm, adres, verander=verander)


def bevriezen() -> Proef:
    zet_klok("2017-09-04 10:00")
    selectie = in_status(Status.OPEN)
    een = medewerker(selectie.toewijzing)
    actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)

    def verander() -> None:
        vul(selectie.kandidaten.first(), "Labc 2/2", een)
        actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)

    return _regio(selectie, "invoer_bevriezen", een, verander)


def _teruggezet(selectie: Regioselectie) -> Proef:
    een, collega = (medewerker(selectie.toewijzing, Rolsoort.INKOOPMANAGER) for _ in range(2))
    vraag_terug(selectie_id=selectie.pk, reden="Het oordeel over eis 3 is heropend.", door=een)

    def verander() -> None:
        wijs_terug_af(selectie_id=selectie.pk, door=collega)
        vraag_terug(selectie_id=selectie.pk, reden="Het oordeel over eis 5 is heropend.", door=collega)

    return _regio(selectie, "bevriezing_terugzetten", een, verander)


def terugzetten() -> Proef:
    zet_klok("2017-09-04 10:00")
    return _teruggezet(in_status(Status.GERANGSCHIKT))


def terugzetten_met_loting() -> Proef:
    zet_klok("2017-09-05 10:00")
    selectie = vier_gelijken()
    trekking.zet_loting_klaar(
        selectie_id=selectie.pk,
        plaats="Notariskantoor, Zwolle",
        trekking_op=_moment(14),
        methode=Methode.HAND,
        door=medewerker(selectie.toewijzing),
    )
    bezorg()
    return _teruggezet(selectie)


def leemteoordeel() -> Proef:
    """Each gives an own answer on a gap that is fixed, about a dossier that is opened: neither changes."""
    toewijzing = geopende_regio(NIEUW)
    rij = LeemteFactory(toewijzing=toewijzing, omschrijving="Mensen met NAH", vastgesteld=True)
    kandidaat = begonnen(toewijzing).kandidaten.get()
    een, twee = medewerker(toewijzing), medewerker(toewijzing)
    antwoord: dict[str, Any] = {"kandidaat_id": kandidaat.pk, "leemte_id": rij.pk, "voorziet": True}
    beantwoord_leemte(**antwoord, motivering="Zij kennen deze groep.", door=een)
    velden = {f"{rij.pk}-voorziet": "True", f"{rij.pk}-motivering": "Dit blijkt uit de onderbouwing."}
    return Proef(
        een,
        twee,
        reverse("kandidaat", args=[kandidaat.pk]),
        reverse("leemte_beantwoorden", args=[kandidaat.pk, rij.pk]),
        velden=lambda: velden,
        vast=lambda: trek_leemte_in(leemte_id=rij.pk, door=twee),
        eigen=True,
    )


def _loting() -> Loting:
    zet_klok("2017-09-05 10:00")
    return klaargezet(vier_gelijken())


def _moment(uur: int, dag: date = DAG):
    return om(dag, uur)


def loting_invoeren() -> Proef:
    rij = _loting()
    toewijzing = rij.regioselectie.toewijzing
    velden = {f"plek_{nummer}": str(nummer) for nummer in range(1, 5)}
    velden |= {"getrokken_op": f"{DAG}", "notaris_naam": "mr. A. de Wit, Zwolle", "akkoord": "on"}

    def verander() -> None:
        """Moved just before its moment; the notaris enters what was drawn at the old one."""
        zet_klok(rij.trekking_op - timedelta(minutes=1))
        waar = {"plaats": rij.plaats, "trekking_op": _moment(12, DAG + timedelta(days=1)), "reden": "Ziek."}
        trekking.verzet_loting(loting_id=rij.pk, door=medewerker(toewijzing), **waar)
        bezorg()
        zet_klok(rij.trekking_op)

    adres = reverse("loting_invoeren", args=[rij.pk])
    notaris = medewerker(toewijzing, Rolsoort.NOTARIS)
    return Proef(
        rij.klaargezet_door,
        notaris,
        adres,
        adres,
        velden=lambda: velden | {"proces_verbaal": SimpleUploadedFile("pv.pdf", pdf("loting"))},
        verander=verander,
        waarom="De loting is aangekondigd voor woensdag 6 september",
    )


def loting_bevestigen() -> Proef:
    rij = _loting()
    toewijzing = rij.regioselectie.toewijzing
    notaris = medewerker(toewijzing, Rolsoort.NOTARIS)

    def voer_in(volgorde: list[str]) -> None:
        trekking.voer_loting_in(
            loting_id=rij.pk,
            getrokken_op=DAG,
            notaris_naam="mr. A. de Wit, Zwolle",
            proces_verbaal=("proces-verbaal.pdf", pdf("loting")),
            volgorde=volgorde,
            door=notaris,
        )

    voer_in(rij.deelnemers[::-1])

    def verander() -> None:
        trekking.stuur_loting_terug(loting_id=rij.pk, reden="Verwisseld.", door=medewerker(toewijzing))
        voer_in(rij.deelnemers)

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("loting", "loting_bevestigen"))
    return Proef(notaris, medewerker(toewijzing), scherm, adres, verander=verander)


RIJEN = {
    "selectie.Regioselectie.bevroren_door": bevriezen,
    "selectie.Teruggezet": terugzetten,
    "selectie.Teruggezet: met een loting": terugzetten_met_loting,
    "selectie.Leemteoordeel": leemteoordeel,
    "selectie.Loting.notaris": loting_invoeren,
    "selectie.Loting.bevestigd_door": loting_bevestigen,
}
