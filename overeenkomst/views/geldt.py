"""The part of the page of an overeenkomst that says what changed it, and what it says on a day."""

from typing import Any

from django.http import HttpRequest

from kern import klok
from overeenkomst.forms.wijziging import GeldtForm
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import wijzigingen
from overeenkomst.rules import contract as contractregels
from overeenkomst.states import LOPEND, Voorstelstatus
from partijen.permissions import Recht, bevoegdheid


def wijzigblok(request: HttpRequest, overeenkomst: Overeenkomst | None) -> dict[str, Any]:
    """For the template overeenkomst/wijzigingen.html; nothing before both have signed."""
    if overeenkomst is None or overeenkomst.getekend_op is None:
        return {}
    form = GeldtForm(request.GET if "op" in request.GET else None)
    dag = (form.cleaned_data["op"] if form.is_valid() else None) or klok.vandaag()
    rijen = list(overeenkomst.voorstellen.select_related("addendum").order_by("volgnummer"))
    for rij in rijen:
        rij.overeenkomst = overeenkomst
    vrij = overeenkomst.status in LOPEND and all(rij.status != Voorstelstatus.OPEN for rij in rijen)
    besloten = overeenkomst.verlengingen.filter(stuk__isnull=False).select_related("stuk")
    eigen = bevoegdheid(request.user).organisaties(Recht.INDIENEN)
    return {
        "verlengingen": besloten,
        "mag_aanvaarden": overeenkomst.inschrijving.organisatie_id in eigen and overeenkomst.status in LOPEND,
        "voorstellen": rijen,
        "mag_voorstellen": vrij and bevoegdheid(request.user).mag(Recht.WIJZIGING_VOORSTELLEN),
        "geldt": contractregels.regels(wijzigingen.feiten_op(overeenkomst, dag)),
        "geldt_op": dag,
        "geldtform": form,
    }
