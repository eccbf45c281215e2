"""The lock every act on an overeenkomst takes first, and what they all say to whom."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from bekendmaking.opmaak import adres_van
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kluis.models import Stuk
from overeenkomst.models import Aanbieding, Overeenkomst
from overeenkomst.states import LOPEND, Kant, Status
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid, eis_recht

ANDERE_VERSIE = "Er is intussen een andere versie aangeboden, of het aanbod is ingetrokken. Lees eerst wat er nu staat."


def vergrendel(overeenkomst_id: int) -> Overeenkomst:
    """The row under its lock, with the dossier it comes from."""
    rijen = Overeenkomst.objects.select_related(
        "inschrijving__ronde", "inschrijving__organisatie", "inschrijving__uitvoerder"
    )
    return rijen.select_for_update(of=("self",)).get(pk=overeenkomst_id)


def staand_aanbod(overeenkomst: Overeenkomst, gezien: str) -> Aanbieding:
    """The version that is offered now. Raises RegelFout when it is not the one that was seen (R17)."""
    if overeenkomst.status != Status.AANGEBODEN:
        raise RegelFout(f"Tekenen kan nu niet: de overeenkomst heeft de status ‘{overeenkomst.get_status_display()}’.")
    aanbieding = overeenkomst.aanbiedingen.get(ingetrokken_op__isnull=True)
    if aanbieding.hash != gezien:
        raise RegelFout(ANDERE_VERSIE)
    return aanbieding


def kant_van(overeenkomst: Overeenkomst, door: Gebruiker, recht: Recht = Recht.INSCHRIJVEN) -> Kant:
    """The side this person acts for; `recht`: what is asked of someone of the organisation.

    Raises PermissionDenied for who is on neither.
    """
    inschrijving = overeenkomst.inschrijving
    if inschrijving.organisatie_id in bevoegdheid(door).organisaties(recht):
        return Kant.ORGANISATIE
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=inschrijving.uitvoerder_id)
    return Kant.ZORGKANTOOR


def kant_met(overeenkomst: Overeenkomst, door: Gebruiker, recht: Recht) -> Kant:
    """The side at which this person has this right. Raises PermissionDenied for who is on neither."""
    inschrijving = overeenkomst.inschrijving
    if inschrijving.organisatie_id in bevoegdheid(door).organisaties(recht):
        return Kant.ORGANISATIE
    eis_recht(door, recht, uitvoerder_id=inschrijving.uitvoerder_id)
    return Kant.ZORGKANTOOR


def eis_lopend(overeenkomst: Overeenkomst) -> None:
    """Refuse what is not signed by both, or has ended."""
    if overeenkomst.status not in LOPEND:
        raise RegelFout(
            "Dit kan alleen bij een overeenkomst die is getekend en nog loopt. Deze heeft de status "
            f"‘{overeenkomst.get_status_display()}’."
        )


def bericht(
    overeenkomst: Overeenkomst,
    aanbieding: Aanbieding,
    *,
    kant: Kant,
    sjabloon: str,
    onderwerp: str,
    bijlagen: list[Stuk] | None = None,
) -> None:
    """A mail to one side about this version; once per side and template."""
    inschrijving = overeenkomst.inschrijving
    organisatie = kant == Kant.ORGANISATIE
    adres = reverse("mijn_overeenkomst" if organisatie else "overeenkomst", args=[inschrijving.kenmerk])
    context = {
        "overeenkomst": overeenkomst,
        "inschrijving": inschrijving,
        "aanbieding": aanbieding,
        "kant": kant,
        "adres": settings.BASIS_URL + adres,
    }
    leg_klaar(
        soort=Berichtsoort.OVEREENKOMST,
        ontvanger=adres_van(inschrijving) if organisatie else inschrijving.uitvoerder.inschrijf_email,
        onderwerp=f"{onderwerp}: overeenkomst {overeenkomst.kenmerk}",
        tekst=render_to_string(f"overeenkomst/mail/{sjabloon}.txt", context),
        over=f"overeenkomst.aanbieding:{aanbieding.pk}:{sjabloon}",
        bijlagen=bijlagen or [],
        dossier_sleutel=overeenkomst.dossier_sleutel,
    )
