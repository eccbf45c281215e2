"""Dull factories for the uitvoering."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories import TOEN, GebruikerFactory, StukFactory
from tests.factories_bekendmaking import OvereenkomstFactory
from tests.factories_inschrijving import RegioinschrijvingFactory
from tests.factories_overeenkomst import OnderaannemerFactory, PrijsvolumeafspraakFactory
from tests.factories_publicatie import InkooprondeFactory


class ProductieformatFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Productieformat"

    ronde = factory.SubFactory(InkooprondeFactory)
    versie = 2
    vanaf = date(2019, 1, 1)
    diensten = factory.LazyFunction(lambda: [[1, "Informatie en advies", 30], [2, "Bemiddeling", None]])
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class LeverritmeFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Leverritme"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    vanaf = date(2018, 1, 1)
    maanden = 3
    reden = "Besproken op 3 januari."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class ProductierapportageFactory(DjangoModelFactory):
    """A nil return, just received."""

    class Meta:
        model = "uitvoering.Productierapportage"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    maand = date(2018, 1, 1)
    versie = 1
    formaatversie = 1
    unieke_clienten = 0
    geen_productie = True
    hash = "0" * 64
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class ProductieregelFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Productieregel"

    rapportage = factory.SubFactory(ProductierapportageFactory)
    nummer = 1
    naam = "Informatie en advies"
    uren = 0
    vragen = 0


class OnderaannemerdeelFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Onderaannemerdeel"

    rapportage = factory.SubFactory(ProductierapportageFactory)
    onderaannemer = factory.SubFactory(OnderaannemerFactory, akkoord=True)
    uren = 1


class DeclaratieFactory(DjangoModelFactory):
    """Of ten hours, handed in."""

    class Meta:
        model = "uitvoering.Declaratie"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    rapportage = factory.SubFactory(
        ProductierapportageFactory, regioinschrijving=factory.SelfAttribute("..regioinschrijving")
    )
    afspraak = factory.SubFactory(
        PrijsvolumeafspraakFactory, regioinschrijving=factory.SelfAttribute("..regioinschrijving")
    )
    maand = date(2018, 1, 1)
    versie = 1
    uren = 10
    korting = btw_percentage = btw = verrekend = 0
    tarief = 69
    bruto = bedrag = totaal = 690
    hash = "0" * 64
    op_tijd = True
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN
    uiterlijk = date(2018, 3, 1)


class VerslagFactory(DjangoModelFactory):
    """A handed-in kwartaalverslag about nothing."""

    class Meta:
        model = "uitvoering.Verslag"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    soort = "kwartaal"
    code = "kwartaal-2018-1-utrecht"
    van = date(2018, 1, 1)
    versie = 1
    status = "ingediend"
    inhoud = factory.LazyFunction(
        lambda: {"unieke_clienten": 0, "signalen_aantal": 0, "samenvatting": "Geen.", "klachten": 0}
    )
    door = factory.SubFactory(GebruikerFactory)
    ingediend_op = TOEN


class VerslagstukFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Verslagstuk"

    verslag = factory.SubFactory(VerslagFactory)
    soort = "jaarrekening"
    stuk = factory.SubFactory(StukFactory)


class SignaalFactory(DjangoModelFactory):
    """On the list of the organisation, not shared."""

    class Meta:
        model = "uitvoering.Signaal"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    regio = factory.SubFactory(
        RegioinschrijvingFactory, inschrijving=factory.SelfAttribute("..overeenkomst.inschrijving")
    )
    gezien_op = date(2018, 1, 8)
    zorgaanbieder = "Zorggroep Rietkraag"
    onderwerp = "Vervoer valt uit"
    omschrijving = "De bus naar de dagbesteding kwam drie keer niet."
    opgemerkt_door = "beroepskracht"
    keuze = "geen"
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class AcuutmeldingFactory(DjangoModelFactory):
    """Shared as acute, not opened."""

    class Meta:
        model = "uitvoering.Acuutmelding"

    signaal = factory.SubFactory(
        SignaalFactory,
        keuze="anderen",
        actie="Bel.",
        gedeeld_op=TOEN,
        gedeeld_door=factory.SubFactory(GebruikerFactory),
    )


class ContractstukFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Contractstuk"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    soort = "signalering"
    versie = 1
    tekst = "Wij bespreken signalen elke maand."
    stuk = factory.SubFactory(StukFactory)
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN
