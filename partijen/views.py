"""Registering an organisation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from kern.fouten import RegelFout
from partijen.actions import registreer_organisatie
from partijen.forms import RegistratieForm
from partijen.permissions import Recht, bevoegdheid, vereist
from partijen.states import VOOR_ORGANISATIE


@vereist(Recht.AANGEMELD)
def organisatie_registreren(request):
    """Who registers says that this is the legal person that signs, and becomes its tekenbevoegde."""
    if any(rol.soort not in VOOR_ORGANISATIE for rol in bevoegdheid(request.user).rollen):
        raise PermissionDenied
    form = RegistratieForm(request.POST or None)
    if form.is_valid():
        try:
            organisatie = registreer_organisatie(door=request.user, **form.gegevens())
            messages.success(
                request, f"{organisatie} is geregistreerd. U mag voor deze organisatie tekenen en indienen."
            )
            return redirect("mijn")
        except RegelFout as fout:
            form.add_error("kvk_nummer", fout.tekst)
    return render(request, "partijen/registreren.html", {"form": form}, status=422 if form.errors else 200)
