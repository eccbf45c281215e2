"""What every act on an opened dossier begins with."""

from django.conf import settings
from django.utils.module_loading import import_string

from beoordeling import queries
from beoordeling.models import Regiobeoordeling
from beoordeling.states import Status
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_een_account


def vergrendel(inschrijving_id: int, door: Gebruiker, recht: Recht = Recht.BEOORDELEN) -> Inschrijving:
    """The opened dossier under its lock, for a user who may assess at its uitvoerder."""
    inschrijving = (
        Inschrijving.objects.select_for_update(of=("self",))
        .select_related("ronde", "organisatie", "uitvoerder")
        .get(pk=inschrijving_id)
    )
    eis_recht(door, recht, uitvoerder_id=inschrijving.uitvoerder_id)
    if inschrijving.status != "geopend":
        raise RegelFout("Dit dossier is niet geopend.")
    return inschrijving


def zonder_belang(inschrijving_id: int, door: Gebruiker, recht: Recht = Recht.BEOORDELEN) -> Inschrijving:
    """As `vergrendel`; refused for who has a conflict of interest, or did not say.

    Whoever declared with another account, with or without an interest, does nothing here with this one (B29).
    """
    inschrijving = vergrendel(inschrijving_id, door, recht)
    if queries.heeft_belang(inschrijving, door) is not False:
        raise RegelFout(
            "Verklaar eerst dat u geen belang hebt bij deze organisatie. "
            "Hebt u dat wel, dan beoordeelt een collega dit dossier."
        )
    anderen = inschrijving.belangenverklaringen.exclude(gebruiker=door).values_list("gebruiker_id", flat=True)
    eis_een_account(list(anderen), door)
    return inschrijving


def deel(regioinschrijving_id: int, door: Gebruiker, recht: Recht = Recht.BEOORDELEN) -> Regioinschrijving:
    """The part for one region with its dossier under lock, for a user without a conflict of interest."""
    inschrijving_id = Regioinschrijving.objects.values_list("inschrijving_id", flat=True).get(pk=regioinschrijving_id)
    inschrijving = zonder_belang(inschrijving_id, door, recht)
    regio = inschrijving.regios.select_related("beoordeling", "classificatie", "toewijzing__regio").get(
        pk=regioinschrijving_id
    )
    regio.inschrijving = inschrijving
    return regio


def eis_los(inschrijving: Inschrijving, regio: Regioinschrijving | None = None) -> None:
    """What later rooms rest on stays as it is; each says so itself (docs/adr/0007). Raises their RegelFout."""
    for bewaker in settings.OORDEEL_BEWAKERS:
        import_string(bewaker)(inschrijving, regio)


def eis_in_beoordeling(inschrijving: Inschrijving, regio: Regioinschrijving | None) -> None:
    """Verdicts change only while their region is in assessment; those that hold for all regions, while all are."""
    rijen = Regiobeoordeling.objects.filter(regioinschrijving__inschrijving=inschrijving)
    rijen = rijen.filter(regioinschrijving=regio) if regio else rijen
    klaar = rijen.exclude(status=Status.IN_BEOORDELING).select_related("regioinschrijving__toewijzing__regio")
    if klaar:
        namen = ", ".join(str(rij.regioinschrijving) for rij in klaar)
        raise RegelFout(f"De beoordeling van {namen} is afgerond. Heropen haar eerst, met een reden.")
