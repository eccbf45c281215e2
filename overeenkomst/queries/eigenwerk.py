"""What waits on an organisation at its overeenkomsten, for the page that lists them (OV-093, OV-142, IK-063)."""

from django.db.models import QuerySet
from django.urls import reverse

from kern import klok
from overeenkomst.models import Onderaannemervraag, Overeenkomst, Verlenging, Wijzigingsvoorstel
from overeenkomst.states import LOPEND, LOPENDE_ONDERAANNEMERS, Verlengingstatus, Voorstelstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid

Taak = tuple[str, str, str]


def wacht_op(gebruiker: Gebruiker) -> list[Taak]:
    """Questions, voorstellen and verlengingen without an answer: what, of whom and where; three queries."""
    eigen = bevoegdheid(gebruiker).organisaties(Recht.BESLISSING_ONTVANGEN)
    rijen = Overeenkomst.objects.filter(inschrijving__organisatie__in=eigen, status__in=LOPEND)
    return _vragen(rijen) + _voorstellen(rijen) + _verlengingen(rijen)


def _vragen(overeenkomsten: QuerySet[Overeenkomst]) -> list[Taak]:
    open_ = Onderaannemervraag.objects.filter(
        beantwoord_op=None,
        onderaannemer__overeenkomst__in=overeenkomsten,
        onderaannemer__status__in=LOPENDE_ONDERAANNEMERS,
    )
    return [
        (
            f"Beantwoord de vraag over onderaannemer {rij.onderaannemer.naam}",
            rij.onderaannemer.overeenkomst.inschrijving.uitvoerder.zorgkantoor,
            reverse("mijn_onderaannemer", args=[rij.onderaannemer_id]),
        )
        for rij in open_.select_related("onderaannemer__overeenkomst__inschrijving__uitvoerder")
    ]


def _voorstellen(overeenkomsten: QuerySet[Overeenkomst]) -> list[Taak]:
    open_ = Wijzigingsvoorstel.objects.filter(overeenkomst__in=overeenkomsten, status=Voorstelstatus.OPEN)
    return [
        (
            f"Overleg over wijzigingsvoorstel {rij.volgnummer} en teken het",
            rij.overeenkomst.inschrijving.uitvoerder.zorgkantoor,
            rij.get_absolute_url(),
        )
        for rij in open_.select_related("overeenkomst__inschrijving__uitvoerder")
    ]


def _verlengingen(overeenkomsten: QuerySet[Overeenkomst]) -> list[Taak]:
    nu = klok.vandaag().year  # what was not accepted in its year has ended
    open_ = Verlenging.objects.filter(overeenkomst__in=overeenkomsten, status=Verlengingstatus.AANGEBODEN, jaar__gte=nu)
    return [
        (
            f"Aanvaard de verlenging na {rij.jaar}",
            rij.overeenkomst.inschrijving.uitvoerder.zorgkantoor,
            reverse("mijn_overeenkomst", args=[rij.overeenkomst.inschrijving.kenmerk]),
        )
        for rij in open_.select_related("overeenkomst__inschrijving__uitvoerder")
    ]
