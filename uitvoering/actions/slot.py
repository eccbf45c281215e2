"""What every act here begins and ends with: the lock on the overeenkomst or file, and a message to a side."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

from bekendmaking.opmaak import adres_van
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from kluis.models import Stuk
from overeenkomst.actions import versies
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant, Status
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht

BIJ = ("overeenkomst__inschrijving__uitvoerder", "overeenkomst__inschrijving__organisatie")
LOOPT = frozenset({Status.GETEKEND, Status.VAN_KRACHT})


def vergrendel(overeenkomst_id: int) -> Overeenkomst:
    """The overeenkomst under its lock; everything under it that is numbered waits for that."""
    rijen = Overeenkomst.objects.select_related(
        "inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie"
    )
    return rijen.select_for_update(of=("self",)).get(pk=overeenkomst_id)


def vergrendel_regio(regio_id: int) -> Overeenkomst:
    """The same, by a Regioinschrijving: everything about its production and money waits for that."""
    return vergrendel(Overeenkomst.objects.values_list("pk", flat=True).get(inschrijving__regios=regio_id))


def vergrendel_voor_einde(overeenkomst_id: int) -> Overeenkomst:
    """The same for an act that also moves its end: first the regions whose money it shares in, as that does."""
    versies.sluit_regios(overeenkomst_id=overeenkomst_id)
    return vergrendel(overeenkomst_id)


def eis_getekend(overeenkomst: Overeenkomst) -> None:
    """Raises RegelFout unless there is a signed overeenkomst that did not end."""
    if overeenkomst.status not in LOOPT:
        wat = overeenkomst.get_status_display().lower()
        raise RegelFout(f"Dit kan alleen bij een getekende overeenkomst die loopt. Deze heeft de status ‘{wat}’.")


def eis_staf(overeenkomst: Overeenkomst, door: Gebruiker, recht: Recht = Recht.TOEZICHT_HOUDEN) -> None:
    eis_recht(door, recht, uitvoerder_id=overeenkomst.inschrijving.uitvoerder_id)


def eis_organisatie(overeenkomst: Overeenkomst, door: Gebruiker, recht: Recht = Recht.INSCHRIJVEN) -> None:
    eis_recht(door, recht, organisatie_id=overeenkomst.inschrijving.organisatie_id)


def bericht(
    overeenkomst: Overeenkomst,
    kant: Kant,
    *,
    onderwerp: str,
    tekst: str,
    over: str,
    adres: str,
    bijlagen: Iterable[Stuk] = (),
    ontvanger: str = "",
) -> None:
    """A mail to one side, once per `over`. `adres`: the path of the page that says more.

    `ontvanger`: another address of that side than the one of all its mail.
    """
    inschrijving, bijlagen = overeenkomst.inschrijving, list(bijlagen)
    aan_organisatie = kant == Kant.ORGANISATIE
    context = {
        "overeenkomst": overeenkomst,
        "tekst": tekst,
        "bijlagen": bijlagen,
        "adres": settings.BASIS_URL + adres,
        "aan_organisatie": aan_organisatie,
    }
    vast = adres_van(inschrijving) if aan_organisatie else inschrijving.uitvoerder.inschrijf_email
    leg_klaar(
        soort=Berichtsoort.OVEREENKOMST,
        ontvanger=ontvanger or vast,
        onderwerp=f"{onderwerp}: overeenkomst {overeenkomst.kenmerk}"[:200],
        tekst=render_to_string("uitvoering/mail/bericht.txt", context),
        over=over,
        bijlagen=bijlagen,
        dossier_sleutel=overeenkomst.dossier_sleutel,
    )
