"""The overeenkomst: its money, signing, changing and extending it."""

from decimal import Decimal

from django.urls import reverse

from inschrijving.models import Inschrijving
from inschrijving.states import Tekenwijze
from overeenkomst import actions
from overeenkomst.queries import wijzigingen
from overeenkomst.queries.verdelen import Regel
from overeenkomst.rules.wijziging import Voorstel
from partijen.models import Gebruiker
from tests.factories import zet_klok
from tests.overeenkomst.geldhulp import T69, Geldtoneel
from tests.overeenkomst.test_verlengen import lopend, stel_voor
from tests.overeenkomst.test_wijzigen import VOORSTEL, Wijzigtoneel
from tests.overeenkomst.toneel import HIER, Contracttoneel, wat
from tests.vierogen.proef import Proef


def verdeling() -> Proef:
    toneel = Geldtoneel()
    wulp = toneel.partij("Stichting Wulp")
    toneel.bewaar()
    args = [toneel.regio.pk, 2018]

    def verander() -> None:
        toneel.bewaar({wulp.pk: Regel(T69, jaarbedrag=Decimal(5), reden="Klein.")})

    scherm, adres = (reverse(naam, args=args) for naam in ("verdeling", "verdeling_vaststellen"))
    return Proef(toneel.inkoper, toneel.manager, scherm, adres, verander=verander)


def verlenging() -> Proef:
    toneel = lopend()
    stel_voor(toneel)
    args = [toneel.dossier.kenmerk, 2018]
    scherm, adres = (reverse(naam, args=args) for naam in ("verlenging", "verlenging_besluiten"))
    verander = lambda: stel_voor(toneel, reden="Er is veel vraag.")  # noqa: E731
    return Proef(toneel.toneel.inkoper, toneel.manager, scherm, adres, verander=verander)


def _wijziging(toneel: Wijzigtoneel, eerste: Gebruiker) -> Proef:
    """The organisation signed; the zorgkantoor signs last."""
    rij = toneel.stel_voor()
    toneel.teken(rij, toneel.tekenbevoegde)

    def verander() -> None:
        voorstel = Voorstel(**VOORSTEL | {"tekst": "In artikel 5 vervalt een zin."})
        gezien = wijzigingen.inhoudshash(rij)
        actions.pas_voorstel_aan(voorstel_id=rij.pk, gezien=gezien, voorstel=voorstel, door=toneel.inkoper)

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("wijziging", "wijziging_tekenen"))
    return Proef(eerste, toneel.manager, scherm, adres, velden=lambda: HIER, verander=verander)


def wijziging() -> Proef:
    toneel = Wijzigtoneel()
    return _wijziging(toneel, toneel.inkoper)


def wijziging_voor_beide() -> Proef:
    toneel = Wijzigtoneel()
    return _wijziging(toneel, toneel.tekenbevoegde)


def _samen(toneel: Contracttoneel) -> Inschrijving:
    """An organisation that two people bind together."""
    dossier = toneel.dossier
    verklaring = dossier.bestuursverklaring
    verklaring.tekenwijze, verklaring.tweede_ondertekenaar = Tekenwijze.GEZAMENLIJK, "B. Bakker"
    verklaring.tweede_functie = "penningmeester"
    verklaring.save()
    return dossier


def tweede_tekenaar() -> Proef:
    toneel = Contracttoneel()
    dossier = _samen(toneel)
    rij, een, twee = toneel.bied_aan(dossier), toneel.tekenaar(), toneel.tekenaar()
    zet_klok("2017-10-13 10:00")
    actions.teken(overeenkomst_id=rij.pk, gezien=wat(rij), door=een, **HIER)
    scherm, adres = (reverse(naam, args=[dossier.kenmerk]) for naam in ("mijn_overeenkomst", "overeenkomst_tekenen"))
    trek_in = {"overeenkomst_id": rij.pk, "reden": "Anders.", "door": toneel.manager}
    return Proef(een, twee, scherm, adres, velden=lambda: HIER, vast=lambda: actions.trek_aanbod_in(**trek_in))


def _medetekenen(toneel: Contracttoneel, eerste: Gebruiker, tekenaar: Gebruiker) -> Proef:
    """What the organisation signed is not withdrawn, so it does not change."""
    rij = toneel.bied_aan()
    zet_klok("2017-10-13 10:00")
    actions.teken(overeenkomst_id=rij.pk, gezien=wat(rij), door=tekenaar, **HIER)
    args = [toneel.dossier.kenmerk]
    scherm, adres = (reverse(naam, args=args) for naam in ("overeenkomst", "overeenkomst_medetekenen"))
    trek_in = {"overeenkomst_id": rij.pk, "reden": "Anders.", "door": toneel.manager}
    vast = lambda: actions.trek_aanbod_in(**trek_in)  # noqa: E731
    return Proef(eerste, toneel.collega, scherm, adres, velden=lambda: HIER, vast=vast)


def medetekenen() -> Proef:
    toneel = Contracttoneel()
    return _medetekenen(toneel, toneel.manager, toneel.tekenaar())


def medetekenen_voor_beide() -> Proef:
    toneel = Contracttoneel()
    tekenaar = toneel.tekenaar()
    return _medetekenen(toneel, tekenaar, tekenaar)


RIJEN = {
    "overeenkomst.Verdeling.vastgesteld_door": verdeling,
    "overeenkomst.Verlenging.besloten_door": verlenging,
    "overeenkomst.Wijzigingsvoorstel.besloten_door": wijziging,
    "overeenkomst.Wijzigingsvoorstel.besloten_door: wie voor de organisatie tekende": wijziging_voor_beide,
    "overeenkomst.Ondertekening: de tweede van de organisatie": tweede_tekenaar,
    "overeenkomst.Ondertekening: het zorgkantoor": medetekenen,
    "overeenkomst.Ondertekening: wie voor de organisatie tekende": medetekenen_voor_beide,
}
