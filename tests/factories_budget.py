"""Dull factories for the overspend files, herschikkingen and reviews."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories import TOEN, GebruikerFactory, WlzUitvoerderFactory
from tests.factories_bekendmaking import OvereenkomstFactory
from tests.factories_inschrijving import RegioinschrijvingFactory
from tests.factories_publicatie import InkooprondeFactory


class OverschrijdingFactory(DjangoModelFactory):
    """Opened by the portal."""

    class Meta:
        model = "uitvoering.Overschrijding"

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    regioinschrijving = factory.SubFactory(
        RegioinschrijvingFactory, inschrijving=factory.SelfAttribute("..overeenkomst.inschrijving")
    )
    jaar = 2018
    aanleiding = "Het budget dreigt niet genoeg te zijn."
    geopend_op = TOEN


class OverschrijdingsstapFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Overschrijdingsstap"

    overschrijding = factory.SubFactory(OverschrijdingFactory)
    trap = "maatwerk"
    op = date(2018, 4, 2)
    deelnemers = "De bestuurder en de inkoper"
    uitkomst = "niet"
    toelichting = "Er is geen ruimte meer."
    door = factory.SubFactory(GebruikerFactory)
    vastgelegd_op = TOEN


class HerschikkingFactory(DjangoModelFactory):
    """A draft, with money from outside the budgets."""

    class Meta:
        model = "uitvoering.Herschikking"

    overschrijding = factory.SubFactory(OverschrijdingFactory)
    trap = "extra"
    bedrag = Decimal("1000.00")
    vanaf = date(2018, 5, 1)
    motivering = "VWS geeft extra geld."
    hash = "0" * 64
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class BudgetherzieningFactory(DjangoModelFactory):
    class Meta:
        model = "uitvoering.Budgetherziening"

    ronde = factory.SubFactory(InkooprondeFactory)
    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)
    maand = date(2018, 6, 1)
    verplaatsen = True
    uitkomst = "Utrecht komt geld tekort."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN
