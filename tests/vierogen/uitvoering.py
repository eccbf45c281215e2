"""Carrying out the overeenkomst: money, supervision and its end."""

from datetime import date

from django.urls import reverse

from tests.factories import zet_klok
from tests.uitvoering.declaratiehulp import Declaratietoneel
from tests.uitvoering.test_controle import kondig_aan, oordelen, post_weg
from tests.uitvoering.test_overschrijding import Toneel
from tests.uitvoering.toezichthulp import Toezichttoneel
from tests.vierogen.proef import Proef
from uitvoering import actions
from uitvoering.models import Declaratie


def beeindiging() -> Proef:
    """Its text has no act that changes it: a colleague drops it, and the next one is another row."""
    toneel = Toezichttoneel()
    rij = toneel.opzegging()
    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("beeindiging", "beeindiging_versturen"))
    verander = lambda: actions.verwerp_opzegging(beeindiging_id=rij.pk, door=toneel.collega)  # noqa: E731
    return Proef(toneel.inkoper, toneel.manager, scherm, adres, verander=verander, waarom="vanuit de status")


def maatregel() -> Proef:
    """As a beeindiging."""
    toneel = Toezichttoneel()
    rij = toneel.korting(toneel.met_bevinding())
    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("maatregel", "maatregel_opleggen"))
    weg = {"maatregel_id": rij.pk, "reden": "Toch niet.", "door": toneel.collega}
    verander = lambda: actions.verwerp_maatregel(**weg)  # noqa: E731
    return Proef(toneel.inkoper, toneel.manager, scherm, adres, verander=verander, waarom="vanuit de status")


def controle() -> Proef:
    toneel = Toezichttoneel()
    rij = kondig_aan(toneel, "levering", periode_van=date(2018, 1, 1), periode_tot=date(2018, 3, 31))
    post_weg(rij)
    zet_klok("2018-05-02 09:00")
    wie = {"controle_id": rij.pk, "door": toneel.inkoper}
    actions.stel_controle_voor(**wie, oordelen=oordelen(rij))

    def verander() -> None:
        actions.geef_controle_terug(controle_id=rij.pk, reden="Kijk nog eens.", door=toneel.collega)
        actions.stel_controle_voor(**wie, oordelen=oordelen(rij, "voldoet_niet"))

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("controle", "controle_vaststellen"))
    return Proef(toneel.inkoper, toneel.manager, scherm, adres, verander=verander)


def herschikking() -> Proef:
    toneel = Toneel()
    bestand = toneel.dossier()
    rij, andere = (toneel.herschik(bestand, "regio", toneel.mees) for _ in range(2))
    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("herschikking", "herschikking_vaststellen"))
    return Proef(
        toneel.inkoper,
        toneel.manager,
        scherm,
        adres,
        verander=lambda: toneel.vaststellen(andere),
        waarom="is intussen anders",
    )


def _akkoord() -> tuple[Declaratietoneel, Declaratie]:
    toneel = Declaratietoneel()
    return toneel, toneel.keur(toneel.declareer())


def betaling() -> Proef:
    toneel, rij = _akkoord()
    scherm, adres = reverse("declaratie", args=[rij.pk]), reverse("declaratie_doen", args=[rij.pk, "betaald"])
    return Proef(
        toneel.inkoper,
        toneel.manager,
        scherm,
        adres,
        velden=lambda: {"dag": "2018-04-05"},
        verander=lambda: toneel.produceer("22.00"),
        waarom="is gecorrigeerd",
    )


def betalingen() -> Proef:
    toneel, rij = _akkoord()
    adres = reverse("betalingen")
    return Proef(
        toneel.inkoper,
        toneel.manager,
        adres,
        adres,
        velden=lambda: {"dag": "2018-04-05", "declaraties": [rij.pk]},
        verander=lambda: toneel.produceer("22.00"),
        waarom="is gecorrigeerd",
    )


RIJEN = {
    "uitvoering.Beeindiging.verstuurd_door": beeindiging,
    "uitvoering.Controle.vastgesteld_door": controle,
    "uitvoering.Declaratie.betaald_door": betaling,
    "uitvoering.Declaratie.betaald_door: in een lijst": betalingen,
    "uitvoering.Herschikking.beslist_door": herschikking,
    "uitvoering.Maatregel.beslist_door": maatregel,
}
