"""The year of the demo with a visitor in it, who does parts by hand and leaves parts half done."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from bekendmaking import actions as bekendmaking
from beoordeling import actions as beoordeling
from beoordeling.states import Oordeel
from inschrijving.models import Inschrijving
from inschrijving.queries import staande_indiening
from inschrijving.states import Status
from kern import klok
from partijen.actions import registreer_organisatie
from partijen.models import Organisatie, WlzUitvoerder
from portaal.demo import beoordelaars, cast, gegevens
from portaal.demo.reis import HALTES, reis_naar
from publicatie import actions as publicatie
from selectie import actions as selectie
from selectie import trekking
from selectie.models import Regioselectie
from selectie.states import Methode
from tests.beoordeling.vraaghulp import stel_op, verstuur

NAAM = "Stichting Bezoeker"
# The regions and the people that the visitor and the tests need; of the others only the first region.
REGIOS = {"twente", "utrecht", "rotterdam", "amsterdam", "midden-ijssel", "wsd", "flevoland", "arnhem"}
NODIG = ("Stichting Kluut", "Winterkoning", "Stichting Merel", "Stichting Specht", "Putter", "Patrijs")


def naar(naam: str) -> None:
    """Walk to the milestone whose name begins like this; nothing may be left undone on the way."""
    gemist = reis_naar(next(nummer for nummer, halte in enumerate(HALTES) if halte.naam.startswith(naam)))
    assert gemist == [], gemist


def wie(code: str, deel: str):
    return cast.staf(WlzUitvoerder.objects.get(code=code), deel)


def schrijf_in() -> None:
    """An organisation of the visitor's own, and one of the script in a region the script does not know."""
    partij = gegevens.Demopartij(99, NAAM, 3, 3, ())
    adres = {"straat": "Rietkraag 99", "postcode": "1000 ZZ", "plaats": "Vogeldam", "telefoon": "088 000 00 00"}
    eigen = registreer_organisatie(
        door=cast.maak_gebruiker("bestuur@bezoeker.example", "Bestuur Bezoeker"),
        kvk_nummer=partij.kvk_nummer,
        statutaire_naam=NAAM,
        email="bestuur@bezoeker.example",
        website="https://bezoeker.example",
        **adres,
    )
    nieuw = [gegevens.Regiodeelname("wsd", "N", "")]
    cast.schrijf_in(partij, eigen, WlzUitvoerder.objects.get(code="dsw"), nieuw)
    fuut = next(partij for partij in gegevens.organisaties() if partij.naam == "Stichting Fuut")
    meer = [*fuut.regios, gegevens.Regiodeelname("flevoland", "N", "L")]
    organisatie = Organisatie.objects.get(kvk_nummer=fuut.kvk_nummer)
    cast.schrijf_in(fuut, organisatie, WlzUitvoerder.objects.get(code="zk"), meer)


def stel_vraag() -> None:
    """A question that the script does not know."""
    eigen = Organisatie.objects.get(statutaire_naam=NAAM)
    publicatie.stel_vraag(
        ronde_id=cast.ronde().pk,
        uitvoerder_id=WlzUitvoerder.objects.get(code="dsw").pk,
        organisatie_id=eigen.pk,
        soort="vraag",
        onderwerp="Zelf bedacht",
        tekst="Kunnen wij op werkdagen bellen?",
        sleutel=uuid4(),
        door=cast.tekenaar(eigen),
    )


def vraag_opening_aan() -> None:
    dsw = WlzUitvoerder.objects.get(code="dsw")
    beoordeling.vraag_opening_aan(ronde=cast.ronde(), uitvoerder=dsw, door=wie("dsw", "manager"))


def beoordeel() -> None:
    """One inkoper has an interest; the manager finds that eis 2 is not met, which nobody else finds.

    About eis 4 they ask all of this zorgkantoor for an explanation.
    """
    dossier = Inschrijving.objects.get(organisatie__statutaire_naam=NAAM, status=Status.GEOPEND)
    plek = {"inschrijving_id": dossier.pk}
    inkoper, manager = wie("dsw", "inkoper-een"), wie("dsw", "manager")
    beoordeling.verklaar_belang(**plek, heeft_belang=True, toelichting="Ik werkte daar.", door=inkoper)
    beoordeling.verklaar_belang(**plek, heeft_belang=False, toelichting="", door=manager)
    eis = dossier.ronde.eisen.get(nummer=2)
    oordeel = {"oordeel": Oordeel.VOLDOET_NIET, "motivering": "Eén persoon heeft geen hbo-diploma."}
    oordeel |= {"gezien_hash": staande_indiening(dossier).hash}
    beoordeling.geef_oordeel(**plek, eis_id=eis.pk, regioinschrijving_id=None, **oordeel, door=manager)
    twee = wie("dsw", "inkoper-twee")
    beoordeling.verklaar_belang(**plek, heeft_belang=False, toelichting="", door=twee)
    verstuur(stel_op(dossier, 4, manager), twee)


def loot_met_bronnen() -> None:
    """Twente is frozen by hand, and its loting will be computed from announced sources."""
    een, twee = wie("menzis", "inkoper-een"), wie("menzis", "inkoper-twee")
    toewijzing = cast.ronde().toewijzingen.get(regio__sleutel="twente")
    rij = selectie.begin(toewijzing_id=toewijzing.pk, door=twee)
    beoordelaars._vul_feiten(rij, twee)
    beoordelaars._beantwoord_leemten(rij, (een, twee))
    rij = selectie.leg_invoer_voor(selectie_id=rij.pk, door=twee)
    selectie.bevries_invoer(selectie_id=rij.pk, gezien_hash=rij.invoer_hash, door=een)
    trekking.zet_loting_klaar(
        selectie_id=rij.pk,
        plaats="Notariskantoor Vogeldam",
        trekking_op=klok.om(date(2017, 9, 5), 10),
        methode=Methode.RFC3797,
        aangekondigde_bronnen=["Loterij van 5 september", "Index van 5 september"],
        door=een,
    )


def begin_halverwege() -> None:
    """The selection of a region is begun, no more."""
    toewijzing = cast.ronde().toewijzingen.get(regio__sleutel="flevoland")
    selectie.begin(toewijzing_id=toewijzing.pk, door=wie("zk", "inkoper-twee"))
    assert Regioselectie.objects.filter(toewijzing=toewijzing).exists()


def maak_brieven() -> None:
    """The manager drafts, and cannot approve that then."""
    eno = WlzUitvoerder.objects.get(code="eno")
    rij = Regioselectie.objects.get(toewijzing__ronde=cast.ronde(), toewijzing__uitvoerder=eno)
    selectie.stel_vast(selectie_id=rij.pk, door=wie("eno", "inkoper-twee"))
    gemaakt = bekendmaking.stel_alle_op(ronde=cast.ronde(), uitvoerder=eno, door=wie("eno", "manager"))
    assert (gemaakt.aantal, gemaakt.overgeslagen) == (2, [])


def minder_partijen() -> None:
    """The same year with fewer organisations and regions: every kind of case is still there."""
    alle = gegevens.organisaties()
    gegevens.organisaties = lambda: [partij for partij in map(_minder, alle) if partij.regios]


def _minder(partij: gegevens.Demopartij) -> gegevens.Demopartij:
    """The organisation with only the regions that are needed: in Twente also those where it has a contract."""
    if any(deel.regio == "twente" for deel in partij.regios):
        return partij
    hier = tuple(deel for deel in partij.regios if deel.regio in REGIOS)
    return replace(partij, regios=hier or partij.regios[: partij.naam.startswith(NODIG)])


def jaar() -> None:
    schrijf_in()
    stel_vraag()
    naar("De dossiers kunnen open")
    vraag_opening_aan()
    naar("Beoordeling")
    beoordeel()
    naar("Selectie")
    loot_met_bronnen()
    begin_halverwege()
    naar("Loting")
    maak_brieven()
    naar("Het opschorten is voorbij")
