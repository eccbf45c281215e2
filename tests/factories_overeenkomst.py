"""Dull factories for the overeenkomst; texts really read in: .hulp, offers: .toneel (tests.overeenkomst)."""

import factory
from factory.django import DjangoModelFactory

from overeenkomst import tekst
from tests.factories import TOEN, GebruikerFactory, StukFactory, WlzUitvoerderFactory
from tests.factories_bekendmaking import OvereenkomstFactory
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
