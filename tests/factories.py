"""Dull factories for the ground floor: one per model, no surprises."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from berichten.states import Berichtsoort
from kern.gezien import gezien_hash
from kern.klok import AMSTERDAM
from kern.models import Klokstand
from partijen.states import Rolsoort

TOEN = datetime(2017, 7, 1, 9, 0, tzinfo=AMSTERDAM)
WACHTWOORD = "een-lang-wachtwoord"  # of everyone in the tests


def zet_klok(moment: str | datetime) -> datetime:
    """Set the portal's clock still: "2017-08-01 17:00" in Amsterdam, or an aware datetime."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=AMSTERDAM)
    Klokstand.objects.update_or_create(pk=1, defaults={"vast": moment})
    return moment


class KlokstandFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Klokstand"

    pk = 1
    vast = TOEN


class KettingFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Ketting"

    dossier = factory.Sequence("proef:{}".format)


class GebeurtenisFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Gebeurtenis"

    dossier = factory.Sequence("proef:{}".format)
    nummer = 1
    handeling = "doe"
    object_soort = "kern.ketting"
    object_id = "1"
    herkomst = "systeem"
    tijd = TOEN
    hash = "0" * 64


class InzageFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Inzage"

    gebruiker_id = 1
    soort = "kern.ketting"
    object_id = factory.Sequence(str)
    dossier = "proef:1"
    dag = date(2017, 7, 1)
    tijd = TOEN


class DagzegelFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Dagzegel"

    dag = date(2017, 7, 1)
    koppen = factory.Dict({})
    hash = "0" * 64
    gemaakt_op = TOEN


class MomentFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Moment"

    naam = factory.Sequence("moment-{}".format)
    tijdstip = TOEN
    gedaan_op = TOEN


class GebruikerFactory(DjangoModelFactory):
    class Meta:
        model = "partijen.Gebruiker"
        skip_postgeneration_save = True

    naam = factory.Sequence("Persoon {}".format)
    email = factory.Sequence("persoon{}@oco.example".format)
    password = factory.PostGenerationMethodCall("set_password", WACHTWOORD)

    @factory.post_generation
    def bewaar(self, create, extracted, **kwargs):
        if create:
            self.save()


class SessieFactory(DjangoModelFactory):
    class Meta:
        model = "partijen.Sessie"

    session_key = factory.Sequence("sessie-{}".format)
    expire_date = TOEN


def bekeken(rij) -> str:
    """What the page of a row that waits on a second person says now (`kern.gezien`)."""
    return gezien_hash(type(rij)._default_manager.get(pk=rij.pk))


def tweede_account(een):
    """Another account of the same person: the roles are the same, and so is the mailbox (B29)."""
    ander = GebruikerFactory(email=een.email.replace("@", "+twee@"))
    for rol in een.rollen.all():
        RolFactory(gebruiker=ander, soort=rol.soort, organisatie=rol.organisatie, uitvoerder=rol.uitvoerder)
    return ander


def zelfde_persoon(een, twee) -> None:
    """Make these two accounts of one person: they use one mailbox (B29)."""
    twee.emailaddress_set.create(email=een.email.replace("@", "+twee@"), verified=True)


class OrganisatieFactory(DjangoModelFactory):
    class Meta:
        model = "partijen.Organisatie"

    kvk_nummer = factory.Sequence("{:08}".format)
    statutaire_naam = factory.Sequence("Stichting Steun {}".format)
    straat = "Dorpsstraat 1"
    postcode = "1234 AB"
    plaats = "Utrecht"
    email = factory.Sequence("organisatie{}@oco.example".format)


class VoorgangerFactory(DjangoModelFactory):
    class Meta:
        model = "partijen.Voorganger"

    organisatie = factory.SubFactory(OrganisatieFactory)
    kvk_nummer = factory.Sequence("8{:07}".format)
    naam = factory.Sequence("Stichting Eerder {}".format)
    sinds = date(2016, 7, 1)


class UitnodigingFactory(DjangoModelFactory):
    """A row only; partijen.actions.nodig_uit makes one with a link that works."""

    class Meta:
        model = "partijen.Uitnodiging"

    organisatie = factory.SubFactory(OrganisatieFactory)
    email = factory.Sequence("collega{}@oco.example".format)
    soort = Rolsoort.INVULLER
    token_hash = factory.Sequence("{:064x}".format)
    door = factory.SubFactory(GebruikerFactory)
    gemaakt_op = TOEN
    geldig_tot = TOEN + timedelta(days=7)


class WlzUitvoerderFactory(DjangoModelFactory):
    class Meta:
        model = "partijen.WlzUitvoerder"

    code = factory.Sequence("uitvoerder-{}".format)
    naam = factory.Sequence("Uitvoerder {}".format)
    zorgkantoor = factory.Sequence("Zorgkantoor {}".format)
    inschrijf_email = factory.Sequence("inkoop{}@oco.example".format)
    bezwaar_email = factory.Sequence("bezwaar{}@oco.example".format)
    postadres = "Postbus 1, 1234 AB Utrecht"


class RolFactory(DjangoModelFactory):
    """An invuller; traits for the other reaches: RolFactory(bij_uitvoerder=True), RolFactory(landelijk=True)."""

    class Meta:
        model = "partijen.Rol"

    gebruiker = factory.SubFactory(GebruikerFactory)
    soort = Rolsoort.INVULLER
    organisatie = factory.SubFactory(OrganisatieFactory)
    van = date(2017, 1, 1)

    class Params:
        bij_uitvoerder = factory.Trait(
            soort=Rolsoort.INKOPER, organisatie=None, uitvoerder=factory.SubFactory(WlzUitvoerderFactory)
        )
        landelijk = factory.Trait(soort=Rolsoort.BEHEERDER, organisatie=None)


class DossiersleutelFactory(DjangoModelFactory):
    class Meta:
        model = "kluis.Dossiersleutel"

    dossier = factory.Sequence("proef:{}".format)
    verpakt = b"niet te openen"


class GeheimFactory(DjangoModelFactory):
    class Meta:
        model = "kluis.Geheim"

    naam = factory.Sequence("geheim-{}".format)
    verborgen = "niet te openen"


class StukFactory(DjangoModelFactory):
    """A row without a file; use kluis.actions.bewaar for one that can be read."""

    class Meta:
        model = "kluis.Stuk"

    sleutel = factory.SubFactory(DossiersleutelFactory)
    plek = factory.LazyFunction(uuid4)
    sha256 = "0" * 64
    grootte = 1000
    type = "application/pdf"
    naam = "uittreksel.pdf"
    bewaard_op = TOEN


class BerichtFactory(DjangoModelFactory):
    class Meta:
        model = "berichten.Bericht"

    soort = Berichtsoort.ONTVANGST
    over = factory.Sequence("inschrijving.indiening:{}".format)
    ontvanger = "organisatie@oco.example"
    onderwerp = "Wij hebben uw inschrijving ontvangen"
    tekst = "Dit is uw ontvangstbevestiging."
    vrij_op = TOEN
    gemaakt_op = TOEN


class HerverzendingFactory(DjangoModelFactory):
    class Meta:
        model = "berichten.Herverzending"

    bericht = factory.SubFactory(BerichtFactory, status="geweigerd", afgehandeld_op=TOEN)
    ontvanger = "nieuw@oco.example"
    reden = "Het adres was oud."
    gevraagd_door = factory.SubFactory(GebruikerFactory)
    gevraagd_op = TOEN


class HartslagFactory(DjangoModelFactory):
    class Meta:
        model = "berichten.Hartslag"

    pk = 1
    op = TOEN


class BewakingFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Bewaking"

    onderdeel = "schijf"
    stand = gemeten = "goed"
    sinds = gemeten_sinds = gemeten_op = TOEN


class ReservekopieFactory(DjangoModelFactory):
    class Meta:
        model = "kern.Reservekopie"

    soort = "kopie"
    naam = "oco-20170701-0900"
    op = TOEN
    seconden = 12


class VerzendstopFactory(DjangoModelFactory):
    class Meta:
        model = "berichten.Verzendstop"

    reden = "Teruggezet uit oco-20170701-0900"
    begonnen_op = TOEN
