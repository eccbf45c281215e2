"""Dull factories for chapter 3 and the overeenkomst; tests/bekendmaking/toneel.py makes real letters."""

from datetime import date, datetime
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from bekendmaking.states import Status, Uitkomst
from kern.klok import AMSTERDAM
from tests.factories import GebruikerFactory, StukFactory, WlzUitvoerderFactory
from tests.factories_inschrijving import InschrijvingFactory, RegioinschrijvingFactory
from tests.factories_publicatie import InkooprondeFactory

BEKENDMAKING = datetime(2017, 9, 15, 12, 0, tzinfo=AMSTERDAM)


class BriefFactory(DjangoModelFactory):
    """A draft; `goedgekeurd=True` or `bekend=True` for the next two statuses."""

    class Meta:
        model = "bekendmaking.Brief"

    inschrijving = factory.SubFactory(InschrijvingFactory, status="geopend")
    dagtekening = date(2017, 9, 15)
    stuk = factory.SubFactory(StukFactory)
    hash = inhoud_hash = "0" * 64
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = datetime(2017, 9, 11, 10, 0, tzinfo=AMSTERDAM)

    class Params:
        goedgekeurd = factory.Trait(
            status=Status.GOEDGEKEURD,
            goedgekeurd_door=factory.SubFactory(GebruikerFactory),
            goedgekeurd_op=datetime(2017, 9, 14, 10, 0, tzinfo=AMSTERDAM),
        )
        bekend = factory.Trait(goedgekeurd=True, status=Status.VOORLOPIG, bekendgemaakt_op=BEKENDMAKING)


class LogoFactory(DjangoModelFactory):
    class Meta:
        model = "bekendmaking.Logo"

    uitvoerder = factory.SubFactory(WlzUitvoerderFactory)
    stuk = factory.SubFactory(StukFactory)


class BeslissingFactory(DjangoModelFactory):
    """For a region of its own, with the status of its letter."""

    class Meta:
        model = "bekendmaking.Beslissing"

    brief = factory.SubFactory(BriefFactory)
    regioinschrijving = factory.SubFactory(
        RegioinschrijvingFactory, inschrijving=factory.SelfAttribute("..brief.inschrijving")
    )
    status = factory.SelfAttribute("brief.status")
    uitkomst = Uitkomst.VOLDOET_NIET
    motivering = "Eis 8: in Utrecht 2 is niemand bereikbaar."

    class Params:
        gegund = factory.Trait(
            uitkomst=Uitkomst.OVEREENKOMST_BESTAAND,
            motivering="U voldoet aan alle eisen.",
            looptijd_van=date(2018, 1, 1),
            looptijd_tot=date(2020, 12, 31),
            tarief="69.00",
        )


class VrijgaveFactory(DjangoModelFactory):
    class Meta:
        model = "bekendmaking.Vrijgave"

    ronde = factory.LazyAttribute(lambda rij: InschrijvingFactory().ronde)
    uitvoerder = factory.LazyAttribute(lambda rij: rij.ronde.toewijzingen.first().uitvoerder)
    vrij_op = BEKENDMAKING
    klaargezet_door = factory.SubFactory(GebruikerFactory)
    klaargezet_op = datetime(2017, 9, 14, 15, 0, tzinfo=AMSTERDAM)


class BezwaarFactory(DjangoModelFactory):
    """Against the first region of a letter that is made known."""

    class Meta:
        model = "bekendmaking.Bezwaar"
        skip_postgeneration_save = True

    brief = factory.SubFactory(BriefFactory, bekend=True)
    sleutel = factory.LazyFunction(uuid4)
    motivering = "Onze dekking is wel volledig: zie de lijst in ons dossier."
    aangekomen_op = datetime(2017, 9, 26, 14, 0, tzinfo=AMSTERDAM)
    door = factory.SubFactory(GebruikerFactory)

    @factory.post_generation
    def beslissingen(self, create, extracted, **kwargs):
        if create:
            self.beslissingen.set(extracted or [BeslissingFactory(brief=self.brief)])


class HerzieningFactory(DjangoModelFactory):
    """A draft after a gegrond bezwaar that changes nothing."""

    class Meta:
        model = "bekendmaking.Herziening"

    bezwaar = factory.SubFactory(BezwaarFactory, status="beantwoord", oordeel="gegrond")
    toewijzing = factory.LazyAttribute(lambda rij: rij.bezwaar.beslissingen.first().regioinschrijving.toewijzing)
    reden = "Het dossier laat iets anders zien."
    basis_hash = "0" * 64
    invoer = factory.LazyFunction(lambda: {"kandidaten": []})
    uitslag = factory.LazyFunction(dict)
    hash = "0" * 64
    dagtekening = date(2017, 10, 9)
    opgesteld_door = factory.SubFactory(GebruikerFactory)
    opgesteld_op = datetime(2017, 10, 9, 10, 0, tzinfo=AMSTERDAM)


class OvereenkomstFactory(DjangoModelFactory):
    class Meta:
        model = "overeenkomst.Overeenkomst"

    inschrijving = factory.SubFactory(InschrijvingFactory, status="geopend")


class KortGedingFactory(DjangoModelFactory):
    """In time."""

    class Meta:
        model = "bekendmaking.KortGeding"

    beslissing = factory.SubFactory(BeslissingFactory)
    betekend_op = date(2017, 10, 5)
    laatste_dag = date(2017, 10, 5)
    rechtbank = "Rechtbank Midden-Nederland"
    vastgelegd_door = factory.SubFactory(GebruikerFactory)
    vastgelegd_op = datetime(2017, 10, 5, 16, 0, tzinfo=AMSTERDAM)

    class Params:
        gewonnen = factory.Trait(
            status="beslist",
            uitspraak="toegewezen",
            uitspraak_op=date(2017, 10, 9),
            uitspraak_kenmerk="C/16/2017/123",
            vonnis=factory.SubFactory(StukFactory),
            toelichting="De regio moet opnieuw worden beoordeeld.",
        )


class GeschilFactory(DjangoModelFactory):
    """Not talked about yet."""

    class Meta:
        model = "bekendmaking.Geschil"

    inschrijving = factory.SubFactory(InschrijvingFactory, status="geopend")
    onderwerp = "De vragen over dekking zijn laat beantwoord."
    omstandigheid_op = date(2017, 9, 15)
    laatste_dag = date(2017, 10, 27)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)
    vastgelegd_op = datetime(2017, 10, 2, 10, 0, tzinfo=AMSTERDAM)


class ArchiefFactory(DjangoModelFactory):
    """Asked for, not begun."""

    class Meta:
        model = "bekendmaking.Archief"

    ronde = factory.SubFactory(InkooprondeFactory)
    aangevraagd_door = factory.SubFactory(GebruikerFactory)
    aangevraagd_op = datetime(2017, 9, 18, 10, 0, tzinfo=AMSTERDAM)


class BrievenreeksFactory(DjangoModelFactory):
    """Asked for, not begun."""

    class Meta:
        model = "bekendmaking.Brievenreeks"

    ronde = factory.LazyAttribute(lambda rij: InschrijvingFactory().ronde)
    uitvoerder = factory.LazyAttribute(lambda rij: rij.ronde.toewijzingen.first().uitvoerder)
    aangevraagd_door = factory.SubFactory(GebruikerFactory)
    aangevraagd_op = datetime(2017, 9, 11, 10, 0, tzinfo=AMSTERDAM)
    totaal = 40
