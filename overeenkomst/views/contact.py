"""The contact persons of an overeenkomst: the same two acts for both sides."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from bekendmaking.views import gelukt
from overeenkomst import actions
from overeenkomst.forms.contract import ContactForm
from overeenkomst.models import Overeenkomst
from partijen.permissions import Recht, vereist

View = Callable[..., HttpResponse]


def bij(
    *, recht: Recht, haal: Callable[[HttpRequest, str, Recht], Overeenkomst], toon: View, bladzijde: str
) -> tuple[View, View]:
    """The views that add and remove one of a side: with its right, its rows, its page and the name of that page."""

    @vereist(recht)
    @require_POST
    def toevoegen(request: HttpRequest, kenmerk: str) -> HttpResponse:
        rij = haal(request, kenmerk, recht)
        form = ContactForm(request.POST, actie=request.path)
        if gelukt(form, lambda v: actions.voeg_contactpersoon_toe(overeenkomst_id=rij.pk, door=request.user, **v)):
            messages.success(request, "De contactpersoon is toegevoegd.")
            return redirect(bladzijde, kenmerk)
        return toon(request, kenmerk, contactform=form)

    @vereist(recht)
    @require_POST
    def verwijderen(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
        rij = haal(request, kenmerk, recht)
        contact = get_object_or_404(rij.contactpersonen, pk=pk)
        actions.verwijder_contactpersoon(overeenkomst_id=rij.pk, contact_id=contact.pk, door=request.user)
        messages.success(request, "De contactpersoon is verwijderd.")
        return redirect(bladzijde, kenmerk)

    return toevoegen, verwijderen
