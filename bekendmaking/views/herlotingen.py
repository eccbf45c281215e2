"""Staff: the loting that a herziening asks for, set ready by a second person and withdrawn by two (docs/adr/0009)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from bekendmaking import actions, herzien
from bekendmaking.herzienforms import HerlotingForm, IntrekForm
from bekendmaking.views import NIET_GELDIG, gelukt
from bekendmaking.views.herzieningen import eigen_herziening, toon_herziening
from partijen.permissions import Recht, vereist
from selectie.queries import partijnamen


@vereist(Recht.SELECTEREN)
def klaarzetten(request, pk):
    """Set the loting ready among the new equals over the cut."""
    rij = eigen_herziening(request.user, Recht.SELECTEREN, pk)
    form = HerlotingForm(request.POST or None, initial={"gezien_hash": rij.hash})
    gemaakt = []

    def zet_klaar(gegevens):
        gemaakt.append(actions.zet_herloting_klaar(herziening_id=rij.pk, door=request.user, **gegevens))

    if request.method == "POST" and gelukt(form, zet_klaar):
        messages.success(request, "De loting staat klaar. Iedere deelnemer krijgt een uitnodiging.")
        return redirect("loting", gemaakt[0].pk)
    adres = reverse("herziening", args=[rij.pk])
    namen, groep = partijnamen(rij.toewijzing), herzien.wacht_op_loting(rij)
    context = {
        "form": form,
        "toewijzing": rij.toewijzing,
        "groep": groep,
        "deelnemers": [(kenmerk, namen.get(kenmerk, kenmerk)) for kenmerk in groep["kandidaten"]] if groep else [],
        "kruimels": [
            ("Bezwaren", reverse("bezwaren")),
            ("Herziening", adres),
            ("Loting", ""),
        ],
    }
    status = NIET_GELDIG if form.errors else 200
    return render(request, "selectie/loting_klaarzetten.html", context, status=status)


@vereist(Recht.HEROPENEN, opnieuw_inloggen=True)
def terugvragen(request, pk):
    """An inkoopmanager asks to withdraw it. After logging in again the page comes back first."""
    rij = eigen_herziening(request.user, Recht.HEROPENEN, pk)
    if request.method == "POST":
        form = IntrekForm(request.POST)
        if not gelukt(form, lambda geg: actions.vraag_intrekken(herziening_id=rij.pk, door=request.user, **geg)):
            return toon_herziening(request, pk, form)
        messages.success(request, "Uw verzoek ligt er. Een collega beslist of de loting wordt ingetrokken.")
    return redirect("herziening", pk)


@vereist(Recht.SELECTEREN, opnieuw_inloggen=True)
def intrekken(request, pk):
    """The second person withdraws it, or drops the request."""
    rij = eigen_herziening(request.user, Recht.SELECTEREN, pk)
    if request.method == "POST" and "afwijzen" in request.POST:
        actions.laat_herloting_staan(herziening_id=rij.pk, door=request.user)
        messages.success(request, "Het verzoek is van tafel. De loting gaat door.")
    elif request.method == "POST":
        actions.trek_herloting_in(herziening_id=rij.pk, gezien=request.POST.get("gezien", ""), door=request.user)
        messages.success(request, "De loting is ingetrokken. Elke deelnemer krijgt bericht.")
    return redirect("herziening", pk)
