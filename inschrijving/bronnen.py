"""Which earlier dossiers a new one can start from (A50)."""

from django.db.models import QuerySet

from inschrijving.models import Inschrijving


def is_leeg(inschrijving: Inschrijving) -> bool:
    """Whether nothing was added yet: then starting from another dossier overwrites nobody's work."""
    lijsten = (
        inschrijving.deelnemers,
        inschrijving.clientondersteuners,
        inschrijving.ervaringen,
        inschrijving.bewijsstukken,
    )
    return not any(lijst.exists() for lijst in lijsten)


def bronnen(inschrijving: Inschrijving) -> QuerySet[Inschrijving]:
    """The other dossiers of this organisation, the newest first; none when something stands in this one."""
    if not is_leeg(inschrijving):
        return Inschrijving.objects.none()
    eigen = Inschrijving.objects.filter(organisatie=inschrijving.organisatie_id).exclude(pk=inschrijving.pk)
    return eigen.select_related("ronde", "uitvoerder").order_by("-bewaard_op")
