"""Dull factory for an official text; one that was really read in: tests.overeenkomst.hulp."""

import factory
from factory.django import DjangoModelFactory

from overeenkomst import tekst
from tests.factories import TOEN, StukFactory
from tests.factories_publicatie import InkooprondeFactory
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
