"""Dull factories for the supervision; tests/uitvoering/toneel.py makes a real overeenkomst."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories import TOEN, GebruikerFactory, StukFactory
from tests.factories_bekendmaking import OvereenkomstFactory
from tests.factories_inschrijving import RegioinschrijvingFactory


class TekortkomingFactory(DjangoModelFactory):
    """On an article; `in_gebreke=True` with its letter and a term of a month."""

    class Meta:
        model = "uitvoering.Tekortkoming"
        skip_postgeneration_save = True

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    nummer = factory.LazyAttribute(lambda rij: rij.overeenkomst.tekortkomingen.count() + 1)
    bron = "artikel"
    artikel = "artikel 11"
    omschrijving = "Op vrijdag is niemand bereikbaar."
    sinds = date(2018, 2, 1)
    geopend_door = factory.SubFactory(GebruikerFactory)
    geopend_op = TOEN

    class Params:
        in_gebreke = factory.Trait(
            status="in_gebreke",
            brief=factory.RelatedFactory("tests.factories_toezicht.IngebrekestellingFactory", "tekortkoming"),
        )


class IngebrekestellingFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Ingebrekestelling"

    tekortkoming = factory.SubFactory(TekortkomingFactory, status="in_gebreke")
    eist = "Zorg dat er elke werkdag iemand bereikbaar is."
    dagtekening = date(2018, 3, 1)
    termijn_tot = date(2018, 3, 31)
    stuk = factory.SubFactory(StukFactory)
    verzonden_door = factory.SubFactory(GebruikerFactory)
    verzonden_op = TOEN


class ReactieFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Reactie"

    tekortkoming = factory.SubFactory(TekortkomingFactory)
    tekst = "Wij hebben iemand aangenomen."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class SchadeFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Schade"

    tekortkoming = factory.SubFactory(TekortkomingFactory)
    benadeelde = "zorgkantoor"
    bedrag = Decimal("250.00")
    omschrijving = "Wij moesten zelf bemiddelen."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class MaatregelFactory(DjangoModelFactory):
    """A korting that waits for a colleague."""

    class Meta:
        model = "uitvoering.Maatregel"

    tekortkoming = factory.SubFactory(TekortkomingFactory)
    nummer = factory.LazyAttribute(lambda rij: rij.tekortkoming.maatregelen.count() + 1)
    soort = "korting"
    motivering = "Drie vrijdagen achter elkaar."
    vanaf = date(2018, 5, 1)
    tot = date(2018, 6, 30)
    percentage = Decimal("5.00")
    hash = "0" * 64
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class ZeggenschapsmeldingFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Zeggenschapsmelding"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    soort = "fusie"
    dag = date(2018, 7, 1)
    toelichting = "Voor cliënten verandert er niets."
    gemeld_door = factory.SubFactory(GebruikerFactory)
    gemeld_op = TOEN


class BeeindigingFactory(DjangoModelFactory):
    """A draft of the zorgkantoor; `verstuurd=True` for one with its letter."""

    class Meta:
        model = "uitvoering.Beeindiging"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    nummer = factory.LazyAttribute(lambda rij: rij.overeenkomst.beeindigingen.count() + 1)
    kant = "zorgkantoor"
    grond = "surseance"
    laatste_dag = date(2018, 6, 30)
    toelichting = "De rechter gaf surseance."
    sinds = date(2018, 3, 1)
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN
    hash = "0" * 64

    class Params:
        verstuurd = factory.Trait(
            status="verstuurd",
            verstuurd_door=factory.SubFactory(GebruikerFactory),
            verstuurd_op=TOEN,
            stuk=factory.SubFactory(StukFactory),
        )


class LopendFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Lopend"

    beeindiging = factory.SubFactory(BeeindigingFactory, verstuurd=True)
    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    aantal = 12
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class OverdrachtFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Overdracht"

    lopend = factory.SubFactory(LopendFactory)
    ontvanger = factory.SubFactory(OvereenkomstFactory)
    aantal = 5
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class GesprekFactory(DjangoModelFactory):
    """Planned."""

    class Meta:
        model = "uitvoering.Gesprek"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    op = TOEN
    plaats = "Kantoor"
    gepland_door = factory.SubFactory(GebruikerFactory)


class AgendapuntFactory(DjangoModelFactory):
    """Of the organisation, for the next gesprek."""

    class Meta:
        model = "uitvoering.Agendapunt"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    kant = "organisatie"
    tekst = "Folders in de wijk"
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class KennisupdateFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Kennisupdate"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    dag = date(2018, 3, 1)
    tekst = "Een dag scholing over de Wlz."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class GespreksfrequentieFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Gespreksfrequentie"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    per_jaar = 6
    reden = "De uren lopen uit de pas."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class ControleFactory(DjangoModelFactory):
    """A sample of ten dossiers, announced."""

    class Meta:
        model = "uitvoering.Controle"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    nummer = factory.LazyAttribute(lambda rij: rij.overeenkomst.controles.count() + 1)
    soort = "steekproef"
    reden = "Wij kijken dit jaar bij iedereen."
    gevraagd = "Tien toestemmingsformulieren uit maart."
    dag = date(2018, 5, 1)
    aantal = 10
    aangekondigd_door = factory.SubFactory(GebruikerFactory)
    aangekondigd_op = TOEN


class ControlepuntFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Controlepunt"

    controle = factory.SubFactory(ControleFactory)
    vraag = "toestemming"


class ControleantwoordFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Controleantwoord"

    controle = factory.SubFactory(ControleFactory)
    tekst = "Wij lieten alles zien."
    getoond = 10
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class ContractmeldingFactory(DjangoModelFactory):
    """A tie that the organisation recorded, not answered yet."""

    class Meta:
        model = "uitvoering.Contractmelding"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    kant = "organisatie"
    band = "bestuur"
    partijsoort = "zorgaanbieder"
    partij = factory.Sequence(lambda nummer: f"Zorggroep Rietkraag {nummer}")
    vanaf = date(2018, 3, 1)
    toelichting = "Een bestuurder zit ook in de raad van toezicht daar."
    gemeld_door = factory.SubFactory(GebruikerFactory)
    gemeld_op = TOEN
