"""Dull factories for keeping and destroying."""

from datetime import date, datetime

import factory
from factory.django import DjangoModelFactory

from bewaren.rules import OP_OPDRACHT
from kern.klok import AMSTERDAM
from tests.factories import GebruikerFactory
from tests.factories_inschrijving import InschrijvingFactory

TOEN = datetime(2020, 10, 1, 10, 0, tzinfo=AMSTERDAM)


class AanhoudingFactory(DjangoModelFactory):
    class Meta:
        model = "bewaren.Aanhouding"

    inschrijving = factory.SubFactory(InschrijvingFactory, status="geopend")
    reden = "De rechtbank vraagt om dit dossier."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class VernietigopdrachtFactory(DjangoModelFactory):
    """Waits on a second person; of the next kind, since there is one open order of each."""

    class Meta:
        model = "bewaren.Opdracht"

    soort = factory.Iterator([soort.code for soort in OP_OPDRACHT])
    reden = "De bewaartermijn is voorbij."
    hash = "0" * 64
    gevraagd_door = factory.SubFactory(GebruikerFactory)
    gevraagd_op = TOEN


class GegevensaanvraagFactory(DjangoModelFactory):
    """Of one's own data, and not made yet."""

    class Meta:
        model = "bewaren.Gegevensaanvraag"

    gebruiker = factory.SubFactory(GebruikerFactory)
    gevraagd_op = TOEN


class VernietigingFactory(DjangoModelFactory):
    class Meta:
        model = "bewaren.Vernietiging"

    opdracht = factory.SubFactory(VernietigopdrachtFactory)
    inschrijving = factory.SubFactory(InschrijvingFactory, status="geopend")
    vervalt_op = date(2020, 9, 15)
    bestanden = 8
    bytes = 40_000_000
    hash = "0" * 64
