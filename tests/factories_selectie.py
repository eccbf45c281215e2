"""Dull factories for steps 5 and 6, and regions whose dossiers are opened, judged and classified."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from beoordeling.models import Classificatie, Contract, Opening, Regiobeoordeling
from beoordeling.states import Indeling, Openingstatus
from beoordeling.states import Status as Beoordeeld
from berichten.actions import verstuur
from berichten.queries import openstaand
from inschrijving.states import Status as Dossierstatus
from kern import klok
from partijen.states import Rolsoort
from selectie import actions
from selectie.feiten import als_regio, hash_van
from selectie.invoer import als_json
from selectie.loting import trek
from selectie.models import Kandidaat
from selectie.rules import selecteer
from selectie.states import Lotingstatus, Methode, Status
from tests.factories import TOEN, GebruikerFactory, RolFactory, StukFactory
from tests.factories_inschrijving import (
    BestuursverklaringFactory,
    ClientondersteunerFactory,
    InschrijvingFactory,
    RegioinschrijvingFactory,
    kleine_ronde,
)
from tests.factories_publicatie import LeemteFactory
from tests.onthoud import onthoud

NIEUW, BESTAAND, DEELS = Indeling.GEHEEL_NIEUW, Indeling.BESTAAND, Indeling.DEELS


class RegioselectieFactory(DjangoModelFactory):
    class Meta:
        model = "selectie.Regioselectie"

    toewijzing = factory.LazyFunction(lambda: kleine_ronde().toewijzingen.first())


class KandidaatFactory(DjangoModelFactory):
    class Meta:
        model = "selectie.Kandidaat"

    regioselectie = factory.SubFactory(RegioselectieFactory)
    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)


class TeruggezetFactory(DjangoModelFactory):
    class Meta:
        model = "selectie.Teruggezet"

    regioselectie = factory.SubFactory(RegioselectieFactory)
    invoer = factory.LazyFunction(dict)
    invoer_hash = "0" * 64
    uitslag = factory.LazyFunction(dict)
    voorgesteld_door = factory.SubFactory(GebruikerFactory)
    voorgesteld_op = TOEN
    bevroren_door = factory.SubFactory(GebruikerFactory)
    bevroren_op = TOEN
    reden = "Een oordeel is heropend."
    gevraagd_door = factory.SubFactory(GebruikerFactory)
    gevraagd_op = TOEN
    teruggezet_door = factory.SubFactory(GebruikerFactory)
    teruggezet_op = TOEN


class LeemteoordeelFactory(DjangoModelFactory):
    class Meta:
        model = "selectie.Leemteoordeel"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    leemte = factory.SubFactory(LeemteFactory, vastgesteld=True)
    beoordelaar = factory.SubFactory(GebruikerFactory)
    voorziet = True
    motivering = "De organisatie werkt al voor deze groep."
    gegeven_op = TOEN


class LotingFactory(DjangoModelFactory):
    """A row only; `selectie.trekking.zet_loting_klaar` makes one that means something."""

    class Meta:
        model = "selectie.Loting"

    regioselectie = factory.SubFactory(RegioselectieFactory)
    deelnemers = factory.LazyFunction(lambda: ["OCO-1", "OCO-2"])
    deelnemers_hash = "0" * 64
    plaatsen = 1
    klaargezet_door = factory.SubFactory(GebruikerFactory)
    klaargezet_op = TOEN
    plaats = "Notariskantoor, Zwolle"
    trekking_op = TOEN


def vaste_loting(toewijzing):
    """A fixed region whose loting was computed and confirmed; rows only, with kenmerken of nobody."""
    kenmerken = [f"{toewijzing.pk}-{nummer}" for nummer in range(1, 6)]
    feiten = {"voorziet_in_leemte": False, "ervaring": [], "clientondersteuners": 2, "geregistreerd": 1}
    gegevens = {
        "ronde": toewijzing.ronde.code,
        "regio": toewijzing.regio.naam,
        "maximum": 4,
        "kandidaten": [{"kenmerk": kenmerk, "soort": "nieuw", **feiten} for kenmerk in kenmerken],
    }
    een, twee = GebruikerFactory(), GebruikerFactory()
    selectie = RegioselectieFactory(
        toewijzing=toewijzing,
        status=Status.VASTGESTELD,
        invoer=gegevens,
        uitslag=als_json(selecteer(als_regio(gegevens))),
        voorgesteld_door=een,
        voorgesteld_op=TOEN,
        bevroren_door=twee,
        bevroren_op=TOEN,
        vastgesteld_op=TOEN,
    )
    bronnen = [[2, 5], [51704]]
    volgorde = [kenmerken[nummer - 1] for nummer in trek(kenmerken, bronnen)["volgorde"]]
    return LotingFactory(
        regioselectie=selectie,
        status=Lotingstatus.BEVESTIGD,
        methode=Methode.RFC3797,
        deelnemers=kenmerken,
        deelnemers_hash=hash_van(kenmerken),
        plaatsen=4,
        aangekondigde_bronnen=["Lotto", "AEX"],
        bronnen=bronnen,
        vindplaatsen=["Krant", "Beurs"],
        volgorde=volgorde,
        getrokken_op=TOEN.date(),
        notaris=GebruikerFactory(),
        notaris_naam="mr. A. de Wit, Zwolle",
        ingevoerd_op=TOEN,
        proces_verbaal=StukFactory(),
        bevestigd_door=een,
        bevestigd_op=TOEN,
    )


def geopende_regio(*indelingen: str, regios=("Twente",), **velden):
    """A region of which the dossiers are open, with one party that meets all eisen per indeling."""
    ronde = kleine_ronde(regios=regios, **velden)
    toewijzing = ronde.toewijzingen.select_related("ronde", "regio", "uitvoerder").get(regio__naam=regios[0])
    Opening.objects.create(
        ronde=ronde,
        uitvoerder=toewijzing.uitvoerder,
        status=Openingstatus.GEOPEND,
        eerste_door=GebruikerFactory(),
        eerste_op=TOEN,
        tweede_door=GebruikerFactory(),
        tweede_op=TOEN,
    )
    for indeling in indelingen:
        partij(toewijzing, indeling)
    return toewijzing


def geopend_dossier(toewijzing, **velden):
    """An opened dossier at the uitvoerder of the region, without any region yet."""
    inschrijving = InschrijvingFactory(
        ronde=toewijzing.ronde, uitvoerder=toewijzing.uitvoerder, status=Dossierstatus.GEOPEND, **velden
    )
    BestuursverklaringFactory(inschrijving=inschrijving)
    return inschrijving


def partij(toewijzing, indeling: str = NIEUW, *, status=Beoordeeld.VOLDOET, ondersteuners: int = 0, **dossier):
    """One opened dossier with its part for this region, judged and classified; the Regioinschrijving."""
    inschrijving = dossier.pop("inschrijving", None) or geopend_dossier(toewijzing, **dossier)
    regio = RegioinschrijvingFactory(inschrijving=inschrijving, toewijzing=toewijzing)
    Regiobeoordeling.objects.create(regioinschrijving=regio, status=status)
    bevestigd = {"indeling": indeling, "bevestigd_door": GebruikerFactory(), "bevestigd_op": TOEN} if indeling else {}
    Classificatie.objects.create(regioinschrijving=regio, voorstel=indeling or NIEUW, **bevestigd)
    for _ in range(ondersteuners):
        ClientondersteunerFactory(inschrijving=inschrijving)
    return regio


def contract(regio, *, van=date(2017, 1, 1), tot=date(2017, 12, 31)) -> Contract:
    """An overeenkomst of this party with its own zorgkantoor in its own region."""
    toewijzing = regio.toewijzing
    kvk = regio.inschrijving.organisatie.kvk_nummer
    return Contract.objects.create(
        kvk_nummer=kvk, naam="Partij", uitvoerder=toewijzing.uitvoerder, regio=toewijzing.regio, van=van, tot=tot
    )


def medewerker(toewijzing, soort: str = Rolsoort.INKOPER):
    """Someone with this role at the uitvoerder of the region."""
    return RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=toewijzing.uitvoerder).gebruiker


def bezorg() -> None:
    """Hand over every message that may go now, as the worker does."""
    for pk in openstaand(klok.nu(), 1000):
        verstuur(bericht_id=pk)


def vul(kandidaat: Kandidaat, feiten: str, door) -> None:
    """Write down all facts of a candidate: leemte, a, b, c (a dash for no) and the share, as in "L-bc 3/5".

    Criterium 1 as two answers would leave it; tests/selectie/test_leemten.py walks that road.
    """
    criteria, _, aandeel = feiten.partition(" ")
    leemte, a, b, c = (teken != "-" for teken in criteria)
    deel, _, totaal = aandeel.partition("/")
    antwoord = {"voorziet_in_leemte": leemte, "leemte_motivering": "Besproken in het team."}
    Kandidaat.objects.filter(pk=kandidaat.pk).update(**antwoord)
    actions.leg_kandidaat_vast(
        kandidaat_id=kandidaat.pk,
        wlz_contract=a,
        wlz_contract_bewijs="Contractregister",
        wmo_contract=b,
        wmo_contract_bewijs="Overeenkomst met de gemeente",
        anderszins=c,
        anderszins_bewijs="Jaarverslag",
        clientondersteuners=int(totaal),
        geregistreerd=int(deel),
        door=door,
    )


def begonnen(toewijzing, *feiten: str, door=None):
    """The region with its selection begun by the real actions; facts per candidate in order of kenmerk."""
    door = door or medewerker(toewijzing)
    selectie = actions.begin(toewijzing_id=toewijzing.pk, door=door)
    kandidaten = selectie.kandidaten.order_by("regioinschrijving__inschrijving__kenmerk")
    for kandidaat, regel in zip(kandidaten, feiten, strict=False):
        vul(kandidaat, regel, door)
    return selectie


def bevroren(toewijzing, *feiten: str, een=None, twee=None):
    """The same, with the input frozen by two people."""
    een, twee = een or medewerker(toewijzing), twee or medewerker(toewijzing)
    selectie = begonnen(toewijzing, *feiten, door=een)
    selectie = actions.leg_invoer_voor(selectie_id=selectie.pk, door=een)
    return actions.bevries_invoer(selectie_id=selectie.pk, gezien_hash=selectie.invoer_hash, door=twee)


VIJF = ("-a-- 1/2", "-a-- 1/2", "--b- 1/2", "---c 1/2", "---- 1/2")
GELIJK = ("La-- 1/2", "--b- 1/2", "--b- 2/4", "--b- 4/8", "--b- 3/6")


@onthoud
def vier_gelijken():
    """A frozen selection with one sure place and four equals for the other three."""
    return bevroren(geopende_regio(*[NIEUW] * 5), *GELIJK)


def in_status(status: str):
    """A selection in this status, brought there by the real actions."""
    return _in_status(status=status)


@onthoud
def _in_status(*, status: str):
    indelingen = {
        Status.OPEN: [NIEUW] * 5,
        Status.GEEN_SELECTIE_NODIG: [BESTAAND, NIEUW],
        Status.GEEN_PLAATS: [BESTAAND] * 4 + [NIEUW],
        Status.GERANGSCHIKT: [NIEUW] * 5,
        Status.VASTGESTELD: [NIEUW, NIEUW],
    }
    toewijzing = geopende_regio(*indelingen[status])
    if status == Status.OPEN:
        return begonnen(toewijzing, *VIJF)
    selectie = bevroren(toewijzing, *VIJF)
    if status == Status.VASTGESTELD:
        return actions.stel_vast(selectie_id=selectie.pk, door=medewerker(toewijzing))
    return selectie
