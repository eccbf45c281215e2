"""Dull factories for steps 3 and 4; tests/beoordeling/hulp.py makes what means something."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from beoordeling.states import Indeling, Oordeel
from tests.factories import TOEN, GebruikerFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import InschrijvingFactory, RegioinschrijvingFactory, kleine_ronde


class OpeningFactory(DjangoModelFactory):
    """A request by the first person."""

    class Meta:
        model = "beoordeling.Opening"

    ronde = factory.LazyFunction(kleine_ronde)
    uitvoerder = factory.LazyAttribute(lambda rij: rij.ronde.toewijzingen.first().uitvoerder)
    eerste_door = factory.SubFactory(GebruikerFactory)
    eerste_op = TOEN


class BelangenverklaringFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Belangenverklaring"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    heeft_belang = False
    verklaard_op = TOEN


class BeoordelaarFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Beoordelaar"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    plek = 1
    toebedeeld_door = factory.SubFactory(GebruikerFactory)
    toebedeeld_op = TOEN


class EisoordeelFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Eisoordeel"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    eis = factory.LazyAttribute(lambda rij: rij.inschrijving.ronde.eisen.filter(regionaal=False).first())
    beoordelaar = factory.SubFactory(GebruikerFactory)
    oordeel = Oordeel.VOLDOET
    gegeven_op = TOEN
    gezien_hash = "0" * 64


class OverlegFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Overleg"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    eis = factory.LazyAttribute(lambda rij: rij.inschrijving.ronde.eisen.filter(regionaal=False).first())
    oordeel = Oordeel.VOLDOET
    motivering = "De bijlage was over het hoofd gezien."
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class RegiobeoordelingFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Regiobeoordeling"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)


class ContractFactory(DjangoModelFactory):
    """The whole of 2017; give the KvK number and the region."""

    class Meta:
        model = "beoordeling.Contract"

    kvk_nummer = factory.Sequence("7{:07}".format)
    naam = factory.Sequence("Stichting Steun {}".format)
    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)
    regio = factory.LazyFunction(lambda: kleine_ronde().toewijzingen.first().regio)
    van = date(2017, 1, 1)
    tot = date(2017, 12, 31)


class ClassificatieFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Classificatie"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    voorstel = Indeling.GEHEEL_NIEUW
    voorstel_reden = "In het register staat nergens een overeenkomst."


class VerduidelijkingsvraagFactory(DjangoModelFactory):
    """Written, not sent."""

    class Meta:
        model = "beoordeling.Verduidelijkingsvraag"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    eis = factory.LazyAttribute(lambda rij: rij.inschrijving.ronde.eisen.filter(regionaal=False).first())
    onderwerp = "onderbouwing"
    tekst = "Wilt u dit uitleggen?"
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class VerduidelijkingFactory(DjangoModelFactory):
    class Meta:
        model = "beoordeling.Verduidelijking"

    vraag = factory.SubFactory(VerduidelijkingsvraagFactory)
    inschrijving = factory.SelfAttribute("vraag.inschrijving")
    waarover = "de tekst bij deze eis"
