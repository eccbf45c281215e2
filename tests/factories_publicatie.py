"""Dull factories for step 1: one row of each kind. For a whole small round: factories_inschrijving.kleine_ronde."""

from datetime import date, datetime
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from kern.klok import AMSTERDAM
from publicatie.states import Documentsoort, Klasse, Leemtesoort, Status, Vraagsoort, Vraagstatus
from tests.factories import TOEN, GebruikerFactory, OrganisatieFactory, StukFactory, WlzUitvoerderFactory


class InkooprondeFactory(DjangoModelFactory):
    """A draft without dates; `gepubliceerd=True` for one with the tijdschema of 2017."""

    class Meta:
        model = "publicatie.Inkoopronde"

    code = factory.Sequence("ronde-{}".format)
    naam = factory.Sequence("Inkoopronde {}".format)

    class Params:
        gepubliceerd = factory.Trait(
            status=Status.GEPUBLICEERD,
            publicatie_op=datetime(2017, 6, 1, 12, 0, tzinfo=AMSTERDAM),
            sluiting_op=datetime(2017, 8, 1, 17, 0, tzinfo=AMSTERDAM),
            beoordeling_vanaf=datetime(2017, 8, 2, 0, 0, tzinfo=AMSTERDAM),
            bekendmaking_op=datetime(2017, 9, 15, 12, 0, tzinfo=AMSTERDAM),
            bezwaar_tot=datetime(2017, 9, 29, 17, 0, tzinfo=AMSTERDAM),
        )


class LandelijkBedragFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.LandelijkBedrag"

    ronde = factory.SubFactory(InkooprondeFactory)
    jaar = 2017


class RegioFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Regio"

    sleutel = factory.Sequence("streek-{}".format)
    naam = factory.Sequence("Streek {}".format)
    afkorting = "Str"
    kolom = factory.Sequence(lambda nummer: 100 + nummer)
    rij = 0


class RegioaliasFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Regioalias"

    regio = factory.SubFactory(RegioFactory)
    naam = factory.Sequence("Strek {}".format)


class RegiotoewijzingFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Regiotoewijzing"

    ronde = factory.SubFactory(InkooprondeFactory)
    regio = factory.SubFactory(RegioFactory)
    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)


class RegiobudgetFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Regiobudget"

    toewijzing = factory.SubFactory(RegiotoewijzingFactory)
    jaar = 2018
    bedrag = "100000.00"


class GemeenteFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Gemeente"

    cbs_code = factory.Sequence("GX{:04}".format)
    naam = factory.Sequence("Gemeente {}".format)


class GemeentealiasFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Gemeentealias"

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence("Gemeent {}".format)


class GemeentelidmaatschapFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Gemeentelidmaatschap"

    gemeente = factory.SubFactory(GemeenteFactory)
    regio = factory.SubFactory(RegioFactory)
    van = date(2015, 1, 1)


class MinimumeisFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Minimumeis"

    ronde = factory.SubFactory(InkooprondeFactory)
    nummer = factory.Sequence(lambda nummer: 1 + nummer)
    thema = "Kwaliteit"
    titel = "Een eis"
    tekst = "De organisatie voldoet."
    paragraaf = "2.1.3"


class DocumenteisFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Documenteis"

    ronde = factory.SubFactory(InkooprondeFactory)
    klasse = Klasse.NIEUW
    volgnummer = 1
    soort = Documentsoort.VOG
    titel = "Verklaring omtrent gedrag"
    toelichting = "Hooguit zes maanden oud."


class SelectiecriteriumFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Selectiecriterium"

    ronde = factory.SubFactory(InkooprondeFactory)
    volgnummer = 1
    code = "leemte"
    titel = "Voorziet in een leemte"


class DienstFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Dienst"

    ronde = factory.SubFactory(InkooprondeFactory)
    nummer = 1
    naam = "Cliëntondersteuning"


class LeemteFactory(DjangoModelFactory):
    """Proposed; `vastgesteld=True` for one that a second person fixed."""

    class Meta:
        model = "publicatie.Leemte"

    toewijzing = factory.SubFactory(RegiotoewijzingFactory)
    soort = Leemtesoort.DOELGROEP
    omschrijving = "Mensen met niet-aangeboren hersenletsel"
    reden = "Niemand biedt dit nu."
    opgesteld_door = factory.SubFactory(GebruikerFactory)

    class Params:
        vastgesteld = factory.Trait(vastgesteld_door=factory.SubFactory(GebruikerFactory), vastgesteld_op=TOEN)


class RondedocumentFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Rondedocument"

    ronde = factory.SubFactory(InkooprondeFactory)
    slot = "kader"
    titel = "Inkoopkader"
    stuk = factory.SubFactory(StukFactory)
    geplaatst_op = TOEN


class VraagFactory(DjangoModelFactory):
    """Waiting for its answer; `beantwoord=True` for one that has it, `gepubliceerd=True` for one in a nota."""

    class Meta:
        model = "publicatie.Vraag"

    ronde = factory.SubFactory(InkooprondeFactory, gepubliceerd=True)
    nummer = factory.Sequence(lambda nummer: 1001 + nummer)
    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)
    organisatie = factory.SubFactory(OrganisatieFactory)
    soort = Vraagsoort.VRAAG
    onderwerp = "Paragraaf 1.6"
    tekst = "Geldt dit ook voor ons?"
    door = factory.SubFactory(GebruikerFactory)
    gesteld_op = TOEN
    sleutel = factory.LazyFunction(uuid4)

    class Params:
        beantwoord = factory.Trait(
            status=Vraagstatus.BEANTWOORD,
            antwoord="Ja.",
            beantwoord_door=factory.SubFactory(GebruikerFactory),
            beantwoord_op=TOEN,
        )
        gepubliceerd = factory.Trait(
            beantwoord=True,
            status=Vraagstatus.GEPUBLICEERD,
            nota=factory.SubFactory("tests.factories_publicatie.NotaFactory", ronde=factory.SelfAttribute("..ronde")),
        )


class NotaFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Nota"

    ronde = factory.SubFactory(InkooprondeFactory, gepubliceerd=True)
    versie = factory.Sequence(lambda nummer: 1 + nummer)
    stuk = factory.SubFactory(StukFactory)
    gepubliceerd_op = TOEN
    door = factory.SubFactory(GebruikerFactory)


class CorrectieFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Correctie"

    ronde = factory.SubFactory(InkooprondeFactory, gepubliceerd=True)
    onderwerp = "Tarief"
    tekst = "Het tarief is € 70,00."
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = TOEN


class RondewijzigingFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Rondewijziging"

    ronde = factory.SubFactory(InkooprondeFactory, gepubliceerd=True)
    versie = factory.Sequence(lambda nummer: 1 + nummer)
    wat = factory.List([factory.Dict({"wat": "tarief per uur in euro", "oud": "69,00", "nieuw": "70,00"})])
    reden = "Het tarief is geïndexeerd."
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN


class UitstelFactory(DjangoModelFactory):
    """Proposed; it waits on a second person."""

    class Meta:
        model = "publicatie.Uitstel"

    ronde = factory.SubFactory(InkooprondeFactory, gepubliceerd=True)
    oud = datetime(2017, 8, 1, 17, 0, tzinfo=AMSTERDAM)
    nieuw = datetime(2017, 8, 1, 17, 45, tzinfo=AMSTERDAM)
    reden = "Het portaal was een uur niet te bereiken."
    voorgesteld_door = factory.SubFactory(GebruikerFactory)
    voorgesteld_op = TOEN


class BrieftekstFactory(DjangoModelFactory):
    class Meta:
        model = "publicatie.Brieftekst"

    ronde = factory.SubFactory(InkooprondeFactory)
    onderdeel = "aanhef"
    tekst = "Beste bestuurder,"
    gewijzigd_door = factory.SubFactory(GebruikerFactory)
    gewijzigd_op = TOEN
