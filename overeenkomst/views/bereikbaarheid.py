"""How cliënten reach someone: an organisation fills it in per region, an inkoper for the zorgkantoor itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bekendmaking.views import gelukt
from inschrijving.models import Inschrijving
from overeenkomst import actions
from overeenkomst.forms.bereikbaarheid import BereikForm, RegioBereikForm
from overeenkomst.models import EigenOndersteuning, Overeenkomst
from overeenkomst.queries.bereikbaar import per_dossier
from overeenkomst.views import NIET_GELDIG
from partijen.models import WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid, vereist


@vereist(Recht.INSCHRIJVEN)
def bereikbaarheid(request: HttpRequest, kenmerk: str, sleutel: str) -> HttpResponse:
    """What a cliënt in this region reads of the organisation."""
    eigen = Inschrijving.objects.van_organisatie_van(request.user, Recht.INSCHRIJVEN)
    rijen = Overeenkomst.objects.filter(inschrijving__in=eigen, aangeboden_op__isnull=False)
    rijen = rijen.select_related("inschrijving__organisatie", "inschrijving__uitvoerder", "inschrijving__ronde")
    rij = get_object_or_404(rijen, inschrijving__kenmerk=kenmerk)
    dossier = rij.inschrijving
    plekken = {plek.regio.sleutel: plek for plek in per_dossier([dossier])[dossier.pk]}
    if (plek := plekken.get(sleutel)) is None:
        raise Http404
    organisatie = dossier.organisatie
    form = RegioBereikForm(
        request.POST or None,
        nu=plek.gegevens,
        begin={"telefoon": organisatie.telefoon, "email": organisatie.email, "website": organisatie.website},
        andere=[(ander, p.regio.naam) for ander, p in plekken.items() if ander != sleutel],
    )
    bewaar = actions.bewaar_bereikbaarheid
    if gelukt(form, lambda velden: bewaar(overeenkomst_id=rij.pk, regio=sleutel, door=request.user, **velden)):
        messages.success(request, "De contactgegevens zijn bewaard. Cliënten en het zorgkantoor zien ze meteen.")
        return redirect("mijn_overeenkomst", kenmerk)
    pad = [("Overeenkomsten", reverse("mijn_overeenkomsten"))]
    pad += [(dossier.uitvoerder.zorgkantoor, reverse("mijn_overeenkomst", args=[kenmerk])), (plek.regio.naam, "")]
    context = {"form": form, "plek": plek, "kruimels": pad}
    return render(request, "overeenkomst/bereik_invullen.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.BRIEF_OPSTELLEN)
def eigen_ondersteuning(request: HttpRequest, sleutel: str) -> HttpResponse:
    """What a cliënt reads of the cliëntondersteuning of the zorgkantoor itself (IK-014)."""
    bereik = bevoegdheid(request.user).uitvoerders(Recht.BRIEF_OPSTELLEN) or []
    uitvoerder = get_object_or_404(WlzUitvoerder.objects.filter(pk__in=bereik), code=sleutel)
    form = BereikForm(request.POST or None, nu=EigenOndersteuning.objects.filter(uitvoerder=uitvoerder).first())
    bewaar = actions.bewaar_eigen_ondersteuning
    if gelukt(form, lambda velden: bewaar(uitvoerder_id=uitvoerder.pk, door=request.user, **velden)):
        messages.success(request, "De contactgegevens zijn bewaard. Cliënten zien ze meteen.")
        return redirect("overeenkomsten")
    pad = [("Overeenkomsten", reverse("overeenkomsten")), ("Eigen cliëntondersteuning", "")]
    context = {"form": form, "uitvoerder": uitvoerder, "kruimels": pad}
    return render(request, "overeenkomst/bereik_invullen.html", context, status=NIET_GELDIG if form.errors else 200)
