"""Colleagues: invited by mail, joining with that very address, and leaving."""

import secrets
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.rules import sha256
from partijen import rules
from partijen.actions.inloggen import beeindig_sessies
from partijen.actions.organisatie import geef_rol
from partijen.actions.slot import op_slot
from partijen.models import Gebruiker, Organisatie, Rol, Uitnodiging
from partijen.permissions import bevoegdheid
from partijen.states import VOOR_ORGANISATIE, Rolsoort


@transaction.atomic
def nodig_uit(*, organisatie_id: int, email: str, soort: Rolsoort, door: Gebruiker) -> Uitnodiging:
    """Mail an invitation that works once, for seven days, for that address only (B32).

    An earlier one to the same address stops working. Raises RegelFout for somebody who is that already, and when
    too many are open.
    """
    organisatie, nu = op_slot(organisatie_id, door), klok.nu()
    email = email.lower()
    rollen = Rol.objects.geldig(klok.vandaag()).filter(organisatie=organisatie, soort=soort)
    if rollen.filter(gebruiker__email=email).exists():
        raise RegelFout(f"Deze collega is al {Rolsoort(soort).label.lower()} van uw organisatie.")
    lopend = organisatie.uitnodigingen.open(nu)
    lopend.filter(email=email).update(geldig_tot=nu)
    if lopend.count() >= rules.MAX_UITNODIGINGEN:
        raise RegelFout(
            f"Er staan al {rules.MAX_UITNODIGINGEN} uitnodigingen open. Trek er een in of wacht tot die is aangenomen."
        )
    token = secrets.token_urlsafe(32)
    uitnodiging = Uitnodiging.objects.create(
        organisatie=organisatie,
        email=email,
        soort=soort,
        token_hash=sha256(token.encode()),
        door=door,
        gemaakt_op=nu,
        geldig_tot=nu + rules.UITNODIGING_GELDIG,
    )
    _mail(uitnodiging, token)
    leg_vast(organisatie, "nodig_uit", door=door, uitnodiging=uitnodiging.pk, soort=str(soort))
    return uitnodiging


def _mail(uitnodiging: Uitnodiging, token: str) -> None:
    """Through the outbox, like all account mail: the link stands nowhere else."""
    link = settings.BASIS_URL + reverse("uitnodiging", args=[token])
    context = {"uitnodiging": uitnodiging, "organisatie": uitnodiging.organisatie, "link": link}
    get_adapter().send_mail("partijen/mail/uitnodiging", uitnodiging.email, context)


@transaction.atomic
def neem_uitnodiging_aan(*, token: str, door: Gebruiker) -> Organisatie:
    """Join the organisation. Unknown, used, old and someone else's give one answer, by the same queries (B32)."""
    nu = klok.nu()
    eigen = EmailAddress.objects.filter(user=door, verified=True).values_list("email", flat=True)
    adressen = {adres.lower() for adres in eigen}
    rijen = Uitnodiging.objects.select_for_update(of=("self",)).select_related("organisatie", "door")
    uitnodiging = rijen.filter(token_hash=sha256(token.encode())).first()
    if uitnodiging is None or not _werkt(uitnodiging, nu, adressen):
        raise RegelFout(rules.UITNODIGING_WERKT_NIET)
    if any(rol.soort not in VOOR_ORGANISATIE for rol in bevoegdheid(door).rollen):
        raise RegelFout(
            "Dit account werkt voor een zorgkantoor of voor het portaal. Neem de uitnodiging aan met een ander account."
        )
    eherkenning = bevoegdheid(door).eherkenning
    if eherkenning and eherkenning.kvk_nummer != uitnodiging.organisatie.kvk_nummer:
        raise RegelFout(rules.ANDERE_ORGANISATIE)
    uitnodiging.gebruikt_op, uitnodiging.gebruikt_door = nu, door
    uitnodiging.save(update_fields=["gebruikt_op", "gebruikt_door"])
    organisatie, soort = uitnodiging.organisatie, Rolsoort(uitnodiging.soort)
    rollen = Rol.objects.geldig(klok.lokaal(nu).date()).filter(organisatie=organisatie, gebruiker=door, soort=soort)
    if not rollen.exists():
        geef_rol(gebruiker=door, soort=soort, organisatie=organisatie, door=uitnodiging.door)
    leg_vast(organisatie, "neem_uitnodiging_aan", door=door, uitnodiging=uitnodiging.pk)
    return organisatie


def _werkt(uitnodiging: Uitnodiging, nu: datetime, adressen: set[str]) -> bool:
    return rules.uitnodiging_werkt(
        nu=nu,
        geldig_tot=uitnodiging.geldig_tot,
        gebruikt=uitnodiging.gebruikt_op is not None,
        email=uitnodiging.email,
        adressen=adressen,
    )


@transaction.atomic
def trek_uitnodiging_in(*, uitnodiging_id: int, door: Gebruiker) -> None:
    """Let an open invitation stop working now."""
    uitnodiging = Uitnodiging.objects.get(pk=uitnodiging_id)
    organisatie, nu = op_slot(uitnodiging.organisatie_id, door), klok.nu()
    if not organisatie.uitnodigingen.open(nu).filter(pk=uitnodiging.pk).update(geldig_tot=nu):
        raise RegelFout("Deze uitnodiging staat niet meer open. Is zij aangenomen, beëindig dan de rol.")
    leg_vast(organisatie, "trek_uitnodiging_in", door=door, uitnodiging=uitnodiging.pk)


@transaction.atomic
def beeindig_rol(*, rol_id: int, door: Gebruiker) -> None:
    """End the role of a colleague, or one's own, and with it their sessions. Never that of the last tekenbevoegde."""
    rol = Rol.objects.get(pk=rol_id, organisatie__isnull=False)
    assert rol.organisatie_id is not None
    organisatie, vandaag = op_slot(rol.organisatie_id, door), klok.vandaag()
    geldig = Rol.objects.geldig(vandaag).filter(organisatie=organisatie)
    if not geldig.filter(pk=rol.pk).exists():
        raise RegelFout("Deze rol is al beëindigd. Ververs de bladzijde.")
    if rol.soort == Rolsoort.TEKENBEVOEGDE:
        anderen = geldig.filter(soort=rol.soort).exclude(gebruiker=rol.gebruiker_id)
        rules.eis_nog_een_tekenbevoegde(anderen.count())
    leg_vast(organisatie, "beeindig_rol", door=door, rol=rol.pk, soort=rol.soort, gebruiker=rol.gebruiker_id)
    beeindig_sessies(gebruiker_id=rol.gebruiker_id, om="verlies_rol", door=door)
    if rol.van == vandaag:  # a role has whole days; this one has had none
        rol.delete()
        return
    rol.tot = vandaag - rules.EEN_DAG
    rol.save(update_fields=["tot"])
