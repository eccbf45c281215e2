"""What the benchmarks work on: the real reference data, one complete dossier by the real actions, and copies of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

import pikepdf
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login
from django.core.management import call_command
from django.db import connection, models, transaction
from django.http import HttpRequest

from inschrijving import actions
from inschrijving.models import Bestuursverklaring, Inschrijving
from inschrijving.momentopname import RIJEN
from inschrijving.queries import verklaring_hash, vers
from inschrijving.rules import tekenhash
from kern import klok
from partijen.models import Gebruiker, Organisatie, Rol
from partijen.sessies import SessionStore
from partijen.states import Rolsoort
from publicatie.models import Inkoopronde, Regiotoewijzing
from publicatie.states import Documentsoort, Klasse, Status
from tests.factories import RolFactory
from tests.inschrijving.hulp import teken, volledige_inschrijving

BESTANDEN = 6
BESTANDSGROOTTE = 200 * 1024
PER_KEER = 500  # rows in one insert
_nummer = count(10_000_000)  # above the numbers of the factories


def laad_ronde() -> Inkoopronde:
    """An empty database with the reference data; the round of 2018-2020 is published and closes in three days."""
    call_command("migrate", verbosity=0)
    call_command("laad_referentiedata", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115
    ronde = Inkoopronde.objects.get(code="2018-2020")
    ronde.status = Status.GEPUBLICEERD
    opnieuw_open(ronde)
    return ronde


def opnieuw_open(ronde: Inkoopronde) -> None:
    """The round closes in three days."""
    schuif(ronde, "sluiting_op", klok.nu() + timedelta(days=3))


def schuif(ronde: Inkoopronde, mijlpaal: str, moment: datetime) -> None:
    """Move the whole tijdschema so that this milestone falls on `moment`."""
    stap = moment - getattr(ronde, mijlpaal)
    for veld in ronde._meta.fields:
        waarde = getattr(ronde, veld.name)
        if isinstance(waarde, date):
            setattr(ronde, veld.name, waarde + stap)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # the triggers keep a published closing
        ronde.save()


def uitvoerder_met(ronde: Inkoopronde, regios: int) -> list[Regiotoewijzing]:
    """The regions of the first uitvoerder that has at least so many."""
    toewijzingen = list(ronde.toewijzingen.select_related("uitvoerder", "regio").order_by("uitvoerder", "pk"))
    for eerste in toewijzingen:
        eigen = [rij for rij in toewijzingen if rij.uitvoerder_id == eerste.uitvoerder_id]
        if len(eigen) >= regios:
            return eigen
    raise LookupError(f"geen uitvoerder met {regios} regio's")


def voorbeeld(ronde: Inkoopronde) -> Inschrijving:
    """A complete, signed dossier for two regions with six files of 200 kB."""
    een, twee = uitvoerder_met(ronde, 2)[:2]
    inschrijving = volledige_inschrijving(
        ronde=ronde,
        uitvoerder=een.uitvoerder,
        regios={een.regio.naam: Klasse.BESTAAND, twee.regio.naam: Klasse.NIEUW},
        getekend=False,
    )
    door = Gebruiker.objects.get(rollen__organisatie=inschrijving.organisatie)
    for nummer in range(inschrijving.bewijsstukken.count(), BESTANDEN):
        actions.voeg_document_toe(
            inschrijving_id=inschrijving.pk,
            soort=Documentsoort.ONDERBOUWING,
            naam=f"onderbouwing-{nummer}.pdf",
            inhoud=pdf(nummer),
            door=door,
        )
    teken(inschrijving, door)
    return Inschrijving.objects.get(pk=inschrijving.pk)


def pdf(nummer: int) -> bytes:
    """A PDF of about 200 kB."""
    uit = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Vulling = document.make_stream(bytes([nummer]) * BESTANDSGROOTTE)
        document.save(uit, static_id=True, compress_streams=False)
    return uit.getvalue()


def kopieer(bron: Inschrijving, aantal: int, *, alleen: Sequence[type[models.Model]] = (), **velden: Any) -> list[int]:
    """So many dossiers like `bron`, each of an organisation of its own with a tekenbevoegde; gives their ids.

    The copies share the bytes of the files. `alleen`: copy only these kinds of rows; `velden`: set on each dossier.
    """
    ids = []
    for begin in range(0, aantal, PER_KEER):
        ids += _kopieer(bron, min(PER_KEER, aantal - begin), alleen, velden)
    return ids


def _kopieer(
    bron: Inschrijving, aantal: int, alleen: Sequence[type[models.Model]], velden: dict[str, Any]
) -> list[int]:
    organisaties = _organisaties(bron.organisatie, aantal)
    nieuw = [_kopie(bron, organisatie=organisatie, **velden) for organisatie in organisaties]
    for rij in nieuw:
        rij.kenmerk = f"BEN-{next(_nummer)}"
    Inschrijving.objects.bulk_create(nieuw)
    vertaling: dict[tuple[type[models.Model], int], list[models.Model]] = {(Inschrijving, bron.pk): list(nieuw)}
    for model, pad in RIJEN:
        if not alleen or model in alleen:
            _kopieer_rijen(model, model._default_manager.filter(**{pad: bron}).order_by("pk"), aantal, vertaling)
    return [rij.pk for rij in nieuw]


def _kopieer_rijen(model: type[models.Model], bronrijen: Iterable[models.Model], aantal: int, vertaling: dict) -> None:
    for bron in bronrijen:
        verwijst = {
            veld.name: vertaling[veld.related_model, getattr(bron, veld.attname)]
            for veld in model._meta.fields
            if (veld.related_model, getattr(bron, veld.attname)) in vertaling
        }
        kopieen = [_kopie(bron, **{naam: doelen[k] for naam, doelen in verwijst.items()}) for k in range(aantal)]
        model._default_manager.bulk_create(kopieen)
        vertaling[model, bron.pk] = kopieen
        for veld in model._meta.many_to_many:
            _kopieer_koppelingen(veld, bron, kopieen, vertaling)


def _kopieer_koppelingen(veld: Any, bron: models.Model, kopieen: Sequence[models.Model], vertaling: dict) -> None:
    door, van, naar = veld.remote_field.through, veld.m2m_field_name(), veld.m2m_reverse_field_name()
    rijen = []
    for doel in getattr(bron, veld.name).all():
        doelen = vertaling.get((type(doel), doel.pk), [doel] * len(kopieen))
        rijen += [door(**{van: kopie, naar: naar_doel}) for kopie, naar_doel in zip(kopieen, doelen, strict=True)]
    door._default_manager.bulk_create(rijen, batch_size=5000)


def _kopie(bron: models.Model, **anders: Any) -> Any:
    waarden = {veld.name: getattr(bron, veld.attname) for veld in bron._meta.fields if not veld.is_relation}
    relaties = {veld.attname: getattr(bron, veld.attname) for veld in bron._meta.fields if veld.is_relation}
    kopie = type(bron)(**{**waarden, **relaties})
    kopie.pk = None
    for naam, waarde in anders.items():
        setattr(kopie, naam, waarde)
    return kopie


def teken_over(ids: Iterable[int]) -> None:
    """Copies of a signed dossier name another organisation: the signatures on them are made anew, the PDF is not."""
    for pk in ids:
        dossier = vers(pk)
        inhoud = verklaring_hash(dossier)
        pdf_hash = next(rij.stuk.sha256 for rij in dossier.bewijsstukken.all() if rij.door_portaal)
        dossier.bestuursverklaring.handtekeningen.update(hash=tekenhash(inhoud, pdf_hash))
        Bestuursverklaring.objects.filter(inschrijving=dossier).update(getekende_hash=inhoud)


def _organisaties(bron: Organisatie, aantal: int) -> list[Organisatie]:
    """Organisations like `bron`, each with one tekenbevoegde who can log in."""
    volgnummers = [next(_nummer) for _ in range(aantal)]
    organisaties = [
        _kopie(bron, kvk_nummer=str(n), statutaire_naam=f"Stichting Steun {n}", email=f"org{n}@oco.example")
        for n in volgnummers
    ]
    Organisatie.objects.bulk_create(organisaties)
    gebruiker = (
        Gebruiker.objects.filter(rollen__organisatie=bron).first()
        or RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=bron).gebruiker
    )
    mensen = [_kopie(gebruiker, email=f"mens{n}@oco.example", naam=f"Persoon {n}") for n in volgnummers]
    Gebruiker.objects.bulk_create(mensen)
    EmailAddress.objects.bulk_create(EmailAddress(user=m, email=m.email, verified=True, primary=True) for m in mensen)
    Rol.objects.bulk_create(
        Rol(gebruiker=mens, soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie, van=klok.vandaag())
        for mens, organisatie in zip(mensen, organisaties, strict=True)
    )
    return organisaties


def medewerker(uitvoerder: Any, soort: str) -> Gebruiker:
    """Someone of the zorgkantoor, with the second factor that staff need."""
    return _met_tweede_factor(RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=uitvoerder).gebruiker)


def auditor() -> Gebruiker:
    """Someone who sees everything of every zorgkantoor."""
    return _met_tweede_factor(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)


def _met_tweede_factor(gebruiker: Gebruiker) -> Gebruiker:
    Authenticator.objects.create(user=gebruiker, type=Authenticator.Type.TOTP, data={"secret": "onbruikbaar"})
    return gebruiker


def sessie(gebruiker: Gebruiker) -> str:
    """The key of a session in which this user just gave the password, for the cookie."""
    verzoek = HttpRequest()
    verzoek.session = SessionStore()
    login(verzoek, gebruiker, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(verzoek, gebruiker, method="password", reauthenticated=True)
    verzoek.session.save()
    return verzoek.session.session_key
