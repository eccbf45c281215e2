"""The organisation itself: registering it, its data, its voorgangers, and giving a role."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Uitkomst
from partijen.actions.legen import eis_niet_geleegd
from partijen.actions.slot import op_slot
from partijen.models import Gebruiker, Organisatie, Rol, Voorganger, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid
from partijen.rules import BEKEND
from partijen.states import Rolsoort

EIGEN_VELDEN = frozenset({"straat", "postcode", "plaats", "email", "telefoon", "website", "rsin", "agb_code"})


def registreer_organisatie(*, door: Gebruiker, **gegevens: Any) -> Organisatie:
    """Register the legal person and make its registrant tekenbevoegde.

    Raises RegelFout when the KvK number is known: a colleague then has to invite, and sees on the page of the
    organisation who tried (B51).
    """
    try:
        with transaction.atomic():
            organisatie = Organisatie.objects.create(**gegevens)
            geef_rol(gebruiker=door, soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie, door=door)
            leg_vast(organisatie, "registreer", door=door)
    except IntegrityError as fout:
        _noteer_botsing(gegevens["kvk_nummer"], door)
        raise RegelFout(BEKEND) from fout
    return organisatie


@transaction.atomic
def _noteer_botsing(kvk_nummer: str, door: Gebruiker) -> None:
    organisatie = Organisatie.objects.get(kvk_nummer=kvk_nummer)
    leg_vast(organisatie, "registreer", door=door, resultaat=Uitkomst.GEWEIGERD)


@transaction.atomic
def geef_rol(
    *,
    gebruiker: Gebruiker,
    soort: Rolsoort,
    door: Gebruiker | None,
    organisatie: Organisatie | None = None,
    uitvoerder: WlzUitvoerder | None = None,
) -> Rol:
    """Give a role from today on, and log it. Raises RegelFout for an account that was emptied while this waited."""
    eis_niet_geleegd(gebruiker=Gebruiker.objects.select_for_update(of=("self",), no_key=True).get(pk=gebruiker.pk))
    rol = Rol.objects.create(
        gebruiker=gebruiker, soort=soort, organisatie=organisatie, uitvoerder=uitvoerder, van=klok.vandaag()
    )
    leg_vast(rol, "geef_rol", door=door, soort=str(soort), gebruiker=gebruiker.pk)
    return rol


@transaction.atomic
def bewaar_gegevens(*, organisatie_id: int, door: Gebruiker, **velden: Any) -> Organisatie:
    """Change addresses and contacts, RSIN and AGB-code. Number and name of the legal person are not in it."""
    organisatie = op_slot(organisatie_id, door)
    if onbekend := set(velden) - EIGEN_VELDEN:
        raise TypeError(f"onbekende velden: {sorted(onbekend)}")
    anders = [naam for naam, waarde in velden.items() if getattr(organisatie, naam) != waarde]
    for naam in anders:
        setattr(organisatie, naam, velden[naam])
    if anders:
        organisatie.save(update_fields=anders)
        leg_vast(organisatie, "bewaar_gegevens", door=door, velden=sorted(anders))
    return organisatie


@transaction.atomic
def toon_namen(*, organisatie_id: int, tonen: bool, door: Gebruiker) -> Organisatie:
    """Show the names of the cliëntondersteuners on the public page, or stop it; only the organisation decides."""
    organisatie = op_slot(organisatie_id, door)
    if organisatie.namen_openbaar != tonen:
        organisatie.namen_openbaar = tonen
        organisatie.save(update_fields=["namen_openbaar"])
        leg_vast(organisatie, "toon_namen", door=door, tonen=tonen)
    return organisatie


@transaction.atomic
def wijzig_rechtspersoon(
    *, organisatie_id: int, kvk_nummer: str, statutaire_naam: str, reden: str, door: Gebruiker
) -> Organisatie:
    """Change what the legal person is, with a reason; only a beheerder. A signature on the old name no longer holds."""
    organisatie = Organisatie.objects.select_for_update(of=("self",)).get(pk=organisatie_id)
    if not bevoegdheid(door).mag(Recht.BEHEREN):
        raise PermissionDenied
    if not reden.strip():
        raise RegelFout("Schrijf op waarom u dit wijzigt, bijvoorbeeld een naamswijziging in het handelsregister.")
    oud = organisatie.kvk_nummer
    organisatie.kvk_nummer, organisatie.statutaire_naam = kvk_nummer, statutaire_naam
    try:
        with transaction.atomic():
            organisatie.save(update_fields=["kvk_nummer", "statutaire_naam"])
    except IntegrityError as fout:
        raise RegelFout("Een andere organisatie in het portaal heeft dit KvK-nummer al.") from fout
    leg_vast(organisatie, "wijzig_rechtspersoon", door=door, van=oud, naar=kvk_nummer, reden=reden)
    return organisatie


@transaction.atomic
def noem_voorganger(*, organisatie_id: int, door: Gebruiker, **velden: Any) -> Voorganger:
    """Record a predecessor by KvK number and name: kvk_nummer, naam, soort, sinds (A18)."""
    organisatie = op_slot(organisatie_id, door)
    if velden["kvk_nummer"] == organisatie.kvk_nummer:
        raise RegelFout("Dit is uw eigen KvK-nummer. Vul het nummer in van de organisatie die in de uwe opging.")
    if organisatie.voorgangers.filter(kvk_nummer=velden["kvk_nummer"]).exists():
        raise RegelFout("Deze voorganger staat al op de lijst.")
    if velden["sinds"] > klok.vandaag():
        raise RegelFout("Deze datum ligt in de toekomst. Noem een voorganger pas als de fusie of overname er is.")
    voorganger = Voorganger.objects.create(organisatie=organisatie, **velden)
    leg_vast(organisatie, "noem_voorganger", door=door, kvk_nummer=voorganger.kvk_nummer)
    return voorganger


@transaction.atomic
def verwijder_voorganger(*, voorganger_id: int, door: Gebruiker) -> None:
    """Take a predecessor off the list."""
    voorganger = Voorganger.objects.get(pk=voorganger_id)
    organisatie = op_slot(voorganger.organisatie_id, door)
    voorganger.delete()
    leg_vast(organisatie, "verwijder_voorganger", door=door, kvk_nummer=voorganger.kvk_nummer)
