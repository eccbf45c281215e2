"""Letters, a herziening with its loting, signing a bestuursverklaring: the acts of two people there."""

from django.urls import reverse

from bekendmaking import actions
from bekendmaking.huisstijl import huisstijlhash
from inschrijving import actions as inschrijving
from partijen.models import WlzUitvoerder
from tests.bekendmaking.test_herloting_intrekken import Loopt
from tests.bekendmaking.test_herziening import Zaak
from tests.bekendmaking.test_herziening_loting import Gelijken
from tests.bekendmaking.toneel import Toneel
from tests.factories import RolFactory, zet_klok
from tests.inschrijving.hulp import teken
from tests.inschrijving.test_ondertekenen import samen
from tests.vierogen.proef import Proef


def _andere_kleur(uitvoerder: WlzUitvoerder) -> None:
    """A beheerder gives the letters another colour."""
    actions.wijzig_huisstijl(
        uitvoerder_id=uitvoerder.pk,
        kleur="#7a1f1f",
        accent="#7a1f1f",
        logo=None,
        logo_weg=False,
        gezien_hash=huisstijlhash(WlzUitvoerder.objects.get(pk=uitvoerder.pk)),
        door=RolFactory(landelijk=True).gebruiker,
    )


def brief() -> Proef:
    toneel = Toneel()
    rij = toneel.brief()
    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("brief", "brief_goedkeuren"))
    verander = lambda: _andere_kleur(toneel.uitvoerder)  # noqa: E731
    waarom = "is veranderd sinds deze brief is gemaakt"
    return Proef(rij.opgesteld_door, toneel.manager, scherm, adres, verander=verander, waarom=waarom)


def herziening() -> Proef:
    zaak = Zaak()
    rij = zaak.stel_op()
    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("herziening", "herziening_vrijgeven"))
    verander = lambda: _andere_kleur(zaak.toneel.uitvoerder)  # noqa: E731
    waarom = "De huisstijl van de brieven is intussen anders"
    return Proef(rij.opgesteld_door, zaak.toneel.manager, scherm, adres, verander=verander, waarom=waarom)


def herloting() -> Proef:
    """A draft that is made anew is another row, with an address of its own."""
    zaak = Gelijken()
    rij = zaak.stel_op()
    adres = reverse("herziening_loting", args=[rij.pk])
    velden = {"plaats": "Kantoor", "trekking_op": "2017-10-09T14:00", "methode": "hand"}

    def verander() -> None:
        zaak.stel_op(reden="Bij nader inzien om een andere reden.")

    return Proef(
        rij.opgesteld_door,
        zaak.toneel.manager,
        adres,
        adres,
        velden=lambda: velden,
        verander=verander,
        verdwijnt=True,
    )


def herloting_intrekken() -> Proef:
    zaak = Loopt()
    zaak.vraag()
    toneel, rij = zaak.toneel, zaak.herziening

    def verander() -> None:
        collega = toneel.persoon("inkoopmanager")
        actions.laat_herloting_staan(herziening_id=rij.pk, door=collega)
        zaak.vraag(reden="Een getal is verkeerd gelezen.", door=collega)

    scherm, adres = (reverse(naam, args=[rij.pk]) for naam in ("herziening", "herloting_intrekken"))
    return Proef(toneel.manager, toneel.inkoper, scherm, adres, verander=verander)


def bestuursverklaring() -> Proef:
    zet_klok("2017-07-28 14:12")
    rij, een, twee = samen()
    teken(rij, een)

    def verander() -> None:
        inschrijving.bewaar_verklaring(inschrijving_id=rij.pk, door=een, andere_financiers="De gemeente")

    return Proef(
        een,
        twee,
        reverse("inschrijving_stap", args=[rij.kenmerk, "indienen"]),
        reverse("inschrijving_tekenen", args=[rij.kenmerk]),
        velden=lambda: {"plek": "2"},
        verander=verander,
        waarom="gewijzigd nadat u deze bladzijde opende",
    )


RIJEN = {
    "bekendmaking.Brief.goedgekeurd_door": brief,
    "bekendmaking.Herziening.vrijgegeven_door": herziening,
    "selectie.Loting: na een herziening": herloting,
    "selectie.Teruggezet: na een herziening": herloting_intrekken,
    "inschrijving.Handtekening": bestuursverklaring,
}
