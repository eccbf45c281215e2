"""Who lost every second factor: two beheerders who made sure who it is take the old ones away (ASVS 6.4.4)."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.actions import beeindig_sessies
from partijen.models import Gebruiker
from partijen.personen import eis_verschillende_personen
from partijen.queries import beheerders

TEKST = (
    "Twee beheerders hebben uw tweede stap om in te loggen weggehaald, omdat u die kwijt was. U bent overal uitgelogd. "
    "Log in met uw wachtwoord en stel meteen een nieuwe tweede stap in, met herstelcodes erbij.\n\n"
    "Hebt u hier niet om gevraagd? Bel dan nu het zorgkantoor of de beheerder: iemand anders deed dit in uw naam."
)


@transaction.atomic
def haal_tweede_factor_weg(*, email: str, reden: str, akkoord: Sequence[str]) -> None:
    """Take away app, passkeys and codes of one person, end the sessions, mail and log it.

    Raises RegelFout without a reason, for an unknown address, and unless two beheerders agree who are two persons and
    not this one.
    """
    wie = Gebruiker.objects.select_for_update(of=("self",)).filter(email=email.lower()).first()
    mensen = [mens for mens in beheerders(klok.vandaag()) if mens.email in {adres.lower() for adres in akkoord}]
    if wie is None or wie in mensen or len(mensen) != 2 or not reden.strip():
        raise RegelFout("Geef een bekend e-mailadres, een reden, en het e-mailadres van precies twee beheerders.")
    een, ander = mensen
    eis_verschillende_personen([een.pk, ander.pk, wie.pk])
    wie.authenticator_set.all().delete()
    beeindig_sessies(gebruiker_id=wie.pk, om="beeindig_sessies", door=een)
    leg_vast(wie, "haal_tweede_factor_weg", door=een, tweede=ander.pk, toelichting=reden.strip())
    leg_klaar(
        soort=Berichtsoort.ACCOUNT,
        ontvanger=wie.email,
        onderwerp="Uw tweede stap om in te loggen is weggehaald",
        tekst=TEKST,
        over=f"account:{uuid4()}",
    )
