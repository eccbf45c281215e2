"""Complete dossiers, made by the real actions on the moment the portal's clock shows.

For a test: set the clock within the round, then `volledige_inschrijving()`. For a cast: pass ronde,
uitvoerder, organisatie and door.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from uuid import uuid4

import pikepdf
from django.urls import reverse

from inschrijving import actions, momentopname, queries
from inschrijving.models import Indiening, Inschrijving
from inschrijving.rules import WERKDAGEN, vereiste_documenten
from inschrijving.states import Bevoegdheid, Deelnemersoort, Ervaringsoort, Registratie
from kern import klok
from partijen.models import Gebruiker, Organisatie
from partijen.states import Rolsoort
from publicatie.states import Documentsoort, Klasse
from tests.factories import WACHTWOORD, OrganisatieFactory, RolFactory
from tests.factories_inschrijving import kleine_ronde
from tests.onthoud import onthoud

BESTAAND, NIEUW = Klasse.BESTAAND, Klasse.NIEUW


@dataclass(frozen=True)
class Lid:
    """A deelnemer besides the organisation itself."""

    naam: str
    kvk_nummer: str
    soort: str = Deelnemersoort.ORGANISATIE


@cache
def pdf(tekst: str = "Bewijsstuk") -> bytes:
    """A PDF of one page whose bytes differ per text."""
    uit = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = tekst
        document.save(uit, static_id=True)
    return uit.getvalue()


def tekenbevoegde(organisatie: Organisatie | None = None) -> Gebruiker:
    """Someone who may sign and submit for the organisation."""
    return RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie or OrganisatieFactory()).gebruiker


@onthoud
def volledige_inschrijving(
    *,
    ronde=None,
    uitvoerder=None,
    organisatie: Organisatie | None = None,
    door: Gebruiker | None = None,
    regios: Mapping[str, str] | None = None,
    leden: Sequence[Lid] = (),
    verbandnaam: str = "Samenwerking Tureluur",
    ondersteuners: int = 4,
    geregistreerd: int = 2,
    ervaring: Collection[str] = (Ervaringsoort.ANDERSZINS,),
    leemte: str = "",
    clienten: int = 120,
    uren: int = 900,
    lager_tarief=None,
    vog_datum: date | None = None,
    kvk_datum: date | None = None,
    andere_financiers: str = "",
    getekend: bool = True,
) -> Inschrijving:
    """A dossier that can be submitted. `regios`: name of the region to class (default: the first, nieuw).

    With `leden` it is a samenwerkingsverband. Nothing but the real actions touches the dossier.
    """
    ronde = ronde or kleine_ronde()
    uitvoerder = uitvoerder or ronde.toewijzingen.order_by("pk").first().uitvoerder
    organisatie = organisatie or OrganisatieFactory()
    door = door or tekenbevoegde(organisatie)
    inschrijving = actions.begin(ronde=ronde, uitvoerder=uitvoerder, organisatie=organisatie, door=door)
    wie = {"inschrijving_id": inschrijving.pk, "door": door}
    _bevestig_organisatie(organisatie, **wie)
    _kies_regios(inschrijving, regios, **wie)
    _noem_leden(leden, verbandnaam, **wie)
    _verklaar(inschrijving, andere_financiers, **wie)
    _vul_per_regio(inschrijving, clienten, uren, lager_tarief, leemte, **wie)
    _noem_mensen(inschrijving, ondersteuners, geregistreerd, **wie)
    for soort in ervaring:
        _noem_ervaring(inschrijving, soort, **wie)
    _voeg_documenten_toe(inschrijving, vog_datum, kvk_datum, **wie)
    if getekend:
        teken(inschrijving, door)
    inschrijving.refresh_from_db()
    return inschrijving


@onthoud
def ingediende_inschrijving(**kwargs) -> Indiening:
    """As `volledige_inschrijving`, and submitted by the same person."""
    inschrijving = volledige_inschrijving(**kwargs)
    return dien_in(inschrijving, inschrijving.bestuursverklaring.getekend_door)


def teken(inschrijving: Inschrijving, door: Gebruiker) -> None:
    """Sign the bestuursverklaring as it stands."""
    gezien = queries.verklaring_hash(queries.vers(inschrijving.pk))
    actions.teken(inschrijving_id=inschrijving.pk, gezien=gezien, door=door)


def gezien(inschrijving: Inschrijving) -> str:
    """The hash that the page 'controleren en indienen' shows now."""
    return momentopname.hash_nu(queries.vers(inschrijving.pk))


def dien_in(inschrijving: Inschrijving, door: Gebruiker, **kwargs) -> Indiening:
    """Submit what is there now, with a key of its own."""
    velden = {"sleutel": uuid4(), "gezien": gezien(inschrijving), **kwargs}
    return actions.dien_in(inschrijving_id=inschrijving.pk, door=door, **velden)


def _bevestig_organisatie(organisatie: Organisatie, **wie) -> None:
    actions.bewaar_organisatie(
        rechtspersoon_bevestigd=True,
        bezoekadres=f"{organisatie.straat}, {organisatie.plaats}",
        telefoon="030 123 45 67",
        email=organisatie.email,
        werkdagen=list(WERKDAGEN),
        **wie,
    )


def _noem_leden(leden: Sequence[Lid], verbandnaam: str, **wie) -> None:
    if leden:
        actions.bewaar_samenwerkingsverband(samenwerkingsverband=True, verbandnaam=verbandnaam, **wie)
    for lid in leden:
        actions.bewaar_deelnemer(naam=lid.naam, kvk_nummer=lid.kvk_nummer, soort=lid.soort, **wie)


def _kies_regios(inschrijving: Inschrijving, regios: Mapping[str, str] | None, **wie) -> None:
    eigen = inschrijving.ronde.toewijzingen.filter(uitvoerder=inschrijving.uitvoerder).select_related("regio")
    toewijzingen = {toewijzing.regio.naam: toewijzing for toewijzing in eigen}
    keuzes = {}
    for naam, klasse in (regios or {min(toewijzingen): NIEUW}).items():
        leden = toewijzingen[naam].regio.lidmaatschappen.filter(tot__isnull=True)
        gemeenten = list(leden.values_list("gemeente_id", flat=True))
        keuzes[toewijzingen[naam].pk] = actions.Regiokeuze(klasse, gemeenten)
    actions.kies_regios(keuzes=keuzes, **wie)


def _verklaar(inschrijving: Inschrijving, andere_financiers: str, **wie) -> None:
    actions.bewaar_verklaring(
        eisen={eis.nummer: True for eis in inschrijving.ronde.eisen.all()},
        garantie=True,
        beroepscode=True,
        andere_financiers=andere_financiers,
        klachten_adres="https://steun.example/klachten",
        privacy_adres="https://steun.example/privacy",
        ondertekenaar=wie["door"].naam,
        functie="bestuurder",
        bevoegdheid=Bevoegdheid.BESTUURDER,
        **wie,
    )


def _vul_per_regio(inschrijving: Inschrijving, clienten, uren, lager_tarief, leemte, **wie) -> None:
    rijen = list(inschrijving.regios.all())
    prognose = {"clienten": clienten, "uren": uren, "prognose_onderbouwing": "Gelijk aan vorig jaar, plus groei."}
    if lager_tarief is not None:
        prognose |= {"lager_tarief": lager_tarief, "lager_tarief_reden": "Wij reizen minder."}
    actions.bewaar_prognoses(prognoses={rij.pk: prognose for rij in rijen}, **wie)
    nieuw = [rij for rij in rijen if rij.klasse == NIEUW]
    if nieuw:
        actions.bewaar_leemten(teksten={rij.pk: leemte for rij in nieuw}, **wie)
        teksten = {eis.nummer: f"Zo voldoen wij aan eis {eis.nummer}." for eis in inschrijving.ronde.eisen.all()}
        actions.bewaar_onderbouwing(teksten=teksten, **wie)


def _noem_mensen(inschrijving: Inschrijving, aantal: int, geregistreerd: int, **wie) -> None:
    regios = list(inschrijving.regios.values_list("pk", flat=True))
    for nummer in range(1, aantal + 1):
        telt = nummer <= geregistreerd
        actions.bewaar_ondersteuner(
            naam=f"Cliëntondersteuner {nummer}",
            hbo=True,
            geen_belangen=True,
            registratie=Registratie.BEROEPSREGISTER if telt else Registratie.GEEN,
            registratienummer=f"R{nummer:04}" if telt else "",
            regios=regios,
            **wie,
        )


def _noem_ervaring(inschrijving: Inschrijving, soort: str, **wie) -> None:
    gemeente = None
    if soort == Ervaringsoort.WMO_CONTRACT:
        gemeente = inschrijving.regios.first().toewijzing.regio.lidmaatschappen.first().gemeente
    jaar = inschrijving.ronde.referentiejaar or klok.vandaag().year
    actions.bewaar_ervaring(soort=soort, gemeente=gemeente, jaar=jaar, toelichting="Zie de bijlage.", **wie)


def _voeg_documenten_toe(inschrijving: Inschrijving, vog_datum: date | None, kvk_datum: date | None, **wie) -> None:
    vers = klok.vandaag() - timedelta(days=30)
    datums = {Documentsoort.VOG: vog_datum or vers, Documentsoort.KVK: kvk_datum or vers}
    for vereist in vereiste_documenten(queries.feiten(queries.vers(inschrijving.pk))):
        if vereist.uploaden and vereist.soort != Documentsoort.ONDERBOUWING:
            actions.voeg_document_toe(
                soort=vereist.soort,
                naam=f"{vereist.soort}.pdf",
                inhoud=pdf(f"{vereist.titel} van {vereist.van}"),
                datum=datums.get(Documentsoort(vereist.soort)),
                deelnemer_id=vereist.deelnemer,
                **wie,
            )


def log_in(client, gebruiker: Gebruiker, *, net: bool = True) -> None:
    """Log a test client in; `net`: the password was given within the last minutes (grave acts)."""
    client.force_login(gebruiker)
    if net:
        client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})


def stap(inschrijving: Inschrijving, naam: str) -> str:
    """Address of a page of the wizard."""
    return pagina("inschrijving_stap", inschrijving, naam)


def pagina(naam: str, inschrijving: Inschrijving, *args) -> str:
    """Address of a page of this dossier, by the name of the route."""
    return reverse(naam, args=[inschrijving.kenmerk, *args])
