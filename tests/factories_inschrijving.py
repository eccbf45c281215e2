"""Dull factories for step 2, and a small published round to hang them on."""

import json
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import factory
from django.conf import settings
from factory.django import DjangoModelFactory

from inschrijving.states import Bevoegdheid, Ervaringsoort
from kern.klok import AMSTERDAM
from publicatie.models import (
    Documenteis,
    Gemeente,
    Gemeentelidmaatschap,
    Inkoopronde,
    Minimumeis,
    Regio,
    Regiotoewijzing,
)
from publicatie.states import Documentsoort, Klasse, Status
from tests.factories import TOEN, GebruikerFactory, OrganisatieFactory, StukFactory, WlzUitvoerderFactory

REGIOS = ("Utrecht", "Flevoland", "Zwolle")


def kleine_ronde(*, uitvoerder=None, regios=REGIOS, gemeenten: int = 2, **velden) -> Inkoopronde:
    """The published round 2018-2020 with its real dates, eisen and document lists, and a few regions.

    All regions are of one uitvoerder (made when not given); each has so many gemeenten.
    """
    bron = json.loads(Path(settings.BASE_DIR, "fixtures", "ronde-2018-2020.json").read_text(encoding="utf-8"))
    kop = {naam: _waarde(waarde) for naam, waarde in bron["ronde"].items()}
    ronde = Inkoopronde.objects.create(**kop | {"status": Status.GEPUBLICEERD} | velden)
    Minimumeis.objects.bulk_create(
        Minimumeis(ronde=ronde, **eis | {"thema": bron["themas"][str(eis["thema"])]["titel"]}) for eis in bron["eisen"]
    )
    Documenteis.objects.bulk_create(Documenteis(ronde=ronde, **eis) for eis in bron["documenteisen"])
    voeg_regios_toe(ronde, uitvoerder or WlzUitvoerderFactory(), regios, gemeenten=gemeenten)
    return ronde


def voeg_regios_toe(ronde, uitvoerder, regios, *, gemeenten: int = 2) -> list[Regiotoewijzing]:
    """Give the uitvoerder regions in the round, each with so many gemeenten ('Utrecht 1', 'Utrecht 2')."""
    plek, nummer = Regio.objects.count(), Gemeente.objects.count()
    nieuw = Regio.objects.bulk_create(
        Regio(sleutel=naam.lower().replace(" ", "-"), naam=naam, kolom=kolom, rij=0)
        for kolom, naam in enumerate(regios, start=plek)
    )
    van_regio = [(regio, f"{regio.naam} {volgnummer}") for regio in nieuw for volgnummer in range(1, gemeenten + 1)]
    erbij = Gemeente.objects.bulk_create(
        Gemeente(cbs_code=f"GM{code:04}", naam=naam) for code, (_, naam) in enumerate(van_regio, start=nummer)
    )
    Gemeentelidmaatschap.objects.bulk_create(
        Gemeentelidmaatschap(gemeente=gemeente, regio=regio, van=date(2015, 1, 1))
        for gemeente, (regio, _) in zip(erbij, van_regio, strict=True)
    )
    return Regiotoewijzing.objects.bulk_create(
        Regiotoewijzing(ronde=ronde, regio=regio, uitvoerder=uitvoerder) for regio in nieuw
    )


def _waarde(waarde):
    if not isinstance(waarde, str) or waarde[:2] != "20" or waarde[4:5] != "-" or waarde[7:8] != "-":
        return waarde
    if "T" in waarde:
        return datetime.fromisoformat(waarde).replace(tzinfo=AMSTERDAM)
    return date.fromisoformat(waarde)


class InschrijvingFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Inschrijving"

    kenmerk = factory.Sequence("OCO-{:05}".format)
    ronde = factory.LazyFunction(lambda: Inkoopronde.objects.first() or kleine_ronde())
    uitvoerder = factory.LazyAttribute(lambda rij: rij.ronde.toewijzingen.first().uitvoerder)
    organisatie = factory.SubFactory(OrganisatieFactory)
    begonnen_op = TOEN
    bewaard_op = TOEN


class RegioinschrijvingFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Regioinschrijving"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    toewijzing = factory.LazyAttribute(
        lambda rij: rij.inschrijving.ronde.toewijzingen.exclude(
            regioinschrijvingen__inschrijving=rij.inschrijving
        ).first()
    )
    klasse = Klasse.NIEUW


class BestuursverklaringFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Bestuursverklaring"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    bevoegdheid = Bevoegdheid.BESTUURDER


class HandtekeningFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Handtekening"

    bestuursverklaring = factory.SubFactory(BestuursverklaringFactory)
    plek = 1
    door = factory.SubFactory(GebruikerFactory)
    op = TOEN
    naam = "A. de Vries"
    functie = "bestuurder"
    bevoegdheid = Bevoegdheid.BESTUURDER
    hash = "0" * 64


class EisverklaringFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Eisverklaring"

    bestuursverklaring = factory.SubFactory(BestuursverklaringFactory)
    eis = factory.LazyAttribute(lambda rij: rij.bestuursverklaring.inschrijving.ronde.eisen.first())


class IndieningFactory(DjangoModelFactory):
    """A row only; `inschrijving.actions.dien_in` makes one that means something."""

    class Meta:
        model = "inschrijving.Indiening"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    volgnummer = 1
    sleutel = factory.LazyFunction(uuid4)
    ontvangstnummer = factory.LazyAttribute(lambda rij: f"{rij.inschrijving.kenmerk}-{rij.volgnummer}")
    momentopname = factory.Dict({})
    stukken = factory.List([])
    hash = "0" * 64
    aangekomen_op = TOEN
    vastgelegd_op = TOEN
    logkop = "0" * 64
    door = factory.SubFactory(GebruikerFactory)


class DeelnemerFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Deelnemer"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    naam = factory.Sequence("Deelnemer {}".format)
    kvk_nummer = factory.Sequence("9{:07}".format)


class ClientondersteunerFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Clientondersteuner"
        skip_postgeneration_save = True

    inschrijving = factory.SubFactory(InschrijvingFactory)
    naam = factory.Sequence("Helper {}".format)
    hbo = True
    geen_belangen = True


class DekkingFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Dekking"

    regioinschrijving = factory.SubFactory(RegioinschrijvingFactory)
    gemeente = factory.LazyAttribute(
        lambda rij: rij.regioinschrijving.toewijzing.regio.lidmaatschappen.first().gemeente
    )


class ErvaringFactory(DjangoModelFactory):
    class Meta:
        model = "inschrijving.Ervaring"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    soort = Ervaringsoort.ANDERSZINS
    jaar = 2017
    toelichting = "Wij begeleiden al tien jaar cliënten."


class BewijsstukFactory(DjangoModelFactory):
    """A row without bytes; use inschrijving.actions.voeg_document_toe for a file that can be read."""

    class Meta:
        model = "inschrijving.Bewijsstuk"

    inschrijving = factory.SubFactory(InschrijvingFactory)
    soort = Documentsoort.VOG
    stuk = factory.SubFactory(StukFactory)
    datum = date(2017, 6, 1)
    toegevoegd_op = TOEN
