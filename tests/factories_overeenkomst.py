"""Dull factories for the overeenkomst; texts really read in: .hulp, offers: .toneel (tests.overeenkomst)."""

from datetime import date, time
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from overeenkomst.inlezen import tekst
from overeenkomst.states import Afspraakstatus, Verdelingstatus
from tests.factories import TOEN, GebruikerFactory, OrganisatieFactory, StukFactory, WlzUitvoerderFactory
from tests.factories_bekendmaking import OvereenkomstFactory
from tests.factories_inschrijving import RegioinschrijvingFactory
from tests.factories_publicatie import InkooprondeFactory, MinimumeisFactory, RegioFactory, RegiotoewijzingFactory
from tests.overeenkomst.voorbeeldtekst import VOORBEELD


class ModeltekstFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Modeltekst"

    ronde = factory.SubFactory(InkooprondeFactory)
    versie = 1
    titel = "Overeenkomst Vogelhulp 2030-2031"
    sha256 = "0" * 64
    stuk = factory.SubFactory(StukFactory)
    inhoud = factory.LazyFunction(lambda: tekst.als_json(tekst.lees(VOORBEELD)))
    op = TOEN


class AanbiedingFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Aanbieding"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    versie = 1
    stuk = factory.SubFactory(StukFactory)
    hash = "0" * 64
    feiten = factory.LazyFunction(
        lambda: {
            "zorgkantoor": {"naam": "Zorgkantoor IJsvogel"},
            "organisatie": {"naam": "Stichting Wulp"},
            **{naam: [] for naam in ("deelnemers", "regios", "bijlagen")},
            "modeltekst": None,
        }
    )
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class OndertekeningFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Ondertekening"

    aanbieding = factory.SubFactory(AanbiedingFactory)
    kant = "organisatie"
    plek = 1
    door = factory.SubFactory(GebruikerFactory)
    naam = "A. de Vries"
    functie = "bestuurder"
    organisatie = "Stichting Wulp"
    plaats = "Vogeldam"
    op = TOEN
    hash = "0" * 64


class ContactpersoonFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Contactpersoon"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    kant = "organisatie"
    naam = "B. Bel"
    functie = "adviseur"
    telefoon = "088 000 00 00"
    email = "b.bel@wulp.example"


class ContractgegevensFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Contractgegevens"

    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)
    kvk_nummer = "12345678"
    rechtbank = "Vogeldam"


class BereikbaarheidFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Bereikbaarheid"

    organisatie = factory.SubFactory(OrganisatieFactory)
    regio = factory.SubFactory(RegioFactory)
    telefoon = "088 123 45 67"
    email = "clienten@wulp.example"
    beeldbellen = "Bel voor een afspraak."
    bezoek = "Wulpenlaan 1, Zeist"
    website = "https://wulp.example"
    gewijzigd_door = factory.SubFactory(GebruikerFactory)
    gewijzigd_op = TOEN


class EigenOndersteuningFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.EigenOndersteuning"

    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)
    telefoon = "088 765 43 21"
    email = "hulp@zorgkantoor.example"
    van = time(8)
    tot = time(18)
    beeldbellen = "Bel voor een afspraak."
    bezoek = "Bij het zorgkantoor."
    website = "https://zorgkantoor.example"
    gewijzigd_door = factory.SubFactory(GebruikerFactory)
    gewijzigd_op = TOEN


class VerdelingFactory(DjangoModelFactory):
    """A draft; `vast=True` for one that was fixed."""

    class Meta:
        model = "overeenkomst.Verdeling"
        django_get_or_create = ("toewijzing", "jaar", "versie")

    toewijzing = factory.SubFactory(RegiotoewijzingFactory)
    jaar = 2018
    versie = 1
    geld = Decimal("100000.00")
    basis = "0" * 64
    hash = "1" * 64
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN

    class Params:
        vast = factory.Trait(
            status=Verdelingstatus.VASTGESTELD,
            vastgesteld_door=factory.SubFactory(GebruikerFactory),
            vastgesteld_op=TOEN,
        )


class PrijsvolumeafspraakFactory(DjangoModelFactory):
    """Fixed, and waiting for an answer."""

    class Meta:
        model = "overeenkomst.Prijsvolumeafspraak"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    verdeling = factory.SubFactory(
        VerdelingFactory, vast=True, toewijzing=factory.SelfAttribute("..regioinschrijving.toewijzing")
    )
    jaar = 2018
    van = date(2018, 1, 1)
    tot = date(2018, 12, 31)
    status = Afspraakstatus.VOORGESTELD
    prognose = Decimal(1000)
    voorstel = jaarbedrag = budget = Decimal("69000.00")
    tarief = Decimal("69.00")
    uren = Decimal(1000)


class LooptijdwijzigingFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Looptijdwijziging"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    soort = "verlenging"
    vanaf = date(2018, 6, 1)
    tot = date(2019, 12, 31)
    reden = "Een jaar langer."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class OnderaannemerFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Onderaannemer"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    naam = "Praktijk Rietzanger"
    kvk_nummer = "87654321"
    werk = "Bezoeken aan huis."
    vanaf = date(2018, 2, 1)
    zelfde_eisen = True
    geen_facturen = True
    gemeld_door = factory.SubFactory(GebruikerFactory)
    gemeld_op = TOEN

    class Params:
        akkoord = factory.Trait(
            status="akkoord",
            antwoord="Bekend in de regio.",
            beantwoord_door=factory.SubFactory(GebruikerFactory),
            beantwoord_op=TOEN,
        )


class OnderaannemervraagFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Onderaannemervraag"

    onderaannemer = factory.SubFactory(OnderaannemerFactory)
    vraag = "Welk deel van de uren?"
    gevraagd_door = factory.SubFactory(GebruikerFactory)
    gevraagd_op = TOEN


class OnderaannemertoetsFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Onderaannemertoets"

    onderaannemer = factory.SubFactory(OnderaannemerFactory)
    eis = factory.SubFactory(MinimumeisFactory)
    voldoet = True
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class WijzigingsvoorstelFactory(DjangoModelFactory):
    """In overleg."""

    class Meta:
        model = "overeenkomst.Wijzigingsvoorstel"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    volgnummer = 1
    kant = "zorgkantoor"
    reden = "wet"
    toelichting = "De wet is veranderd."
    artikelen = "Artikel 5"
    tekst = "In artikel 5 staat voortaan iets anders."
    ingang_op = date(2018, 7, 1)
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class WijzigingsoverlegFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Wijzigingsoverleg"

    voorstel = factory.SubFactory(WijzigingsvoorstelFactory)
    dag = date(2018, 3, 1)
    verslag = "Wij spraken elkaar."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class WijzigingshandtekeningFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Wijzigingshandtekening"

    voorstel = factory.SubFactory(WijzigingsvoorstelFactory)
    kant = "organisatie"
    plek = 1
    door = factory.SubFactory(GebruikerFactory)
    naam = "A. de Vries"
    functie = "bestuurder"
    organisatie = "Stichting Wulp"
    plaats = "Vogeldam"
    op = TOEN
    hash = "0" * 64


class AddendumFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Addendum"

    overeenkomst = factory.SelfAttribute("voorstel.overeenkomst")
    nummer = 1
    voorstel = factory.SubFactory(WijzigingsvoorstelFactory)
    ingang_op = date(2018, 7, 1)
    stuk = factory.SubFactory(StukFactory)
    op = TOEN


class VerlengingFactory(DjangoModelFactory):
    """A draft."""

    class Meta:
        model = "overeenkomst.Verlenging"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    jaar = 2018
    tot = date(2019, 12, 31)
    reden = "Er is vraag in de regio."
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class RegioafspraakFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Regioafspraak"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    tekst = "Elke maand een spreekuur in het gemeentehuis."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN
