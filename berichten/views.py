"""The mail page. In the demo it takes the place of sending; elsewhere it shows what did not arrive, unread."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from berichten import actions, herverzenden, queries, verzendstop
from berichten.filters import BerichtFilter
from berichten.forms import AfdoenForm, OplossenForm, OpnieuwForm, TerugForm
from berichten.raad import raad
from berichten.states import Berichtsoort, Status
from berichten.tables import KOPPEN, BerichtTable, exportrijen
from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, openbaar, vereist

PER_PAGINA = 50
NIET_GELDIG = 422


def postpagina(view):
    """Open to everyone in the demo; elsewhere for the beheerder, as `vereist` does it."""
    afgeschermd = login_required(vereist(Recht.BEHEREN)(view))

    @wraps(view)
    def wacht(request, *args, **kwargs):
        return (view if settings.DEMO else afgeschermd)(request, *args, **kwargs)

    wacht.recht = Recht.BEHEREN
    return login_not_required(wacht)


def _gefilterd(request):
    return BerichtFilter(request.GET, queryset=queries.zichtbaar(request.user))


@postpagina
def lijst(request):
    """What needs a hand: filter, sort, pages of 50."""
    filter_ = _gefilterd(request)
    bevoegd = bevoegdheid(request.user)
    beheert = bevoegd.mag(Recht.BEHEREN)
    tabel = BerichtTable(filter_.qs, exclude=() if settings.DEMO else ("onderwerp",))
    if beheert:
        tabel.export_url = f"{reverse('berichten_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_PAGINA, "silent": True}).configure(tabel)
    stil = queries.stil_sinds(bevoegd.nu) if beheert and not settings.DEMO else ""
    return render(
        request,
        "berichten/lijst.html",
        {
            "filter": filter_,
            "tabel": tabel,
            "beheert": beheert,
            "stil": stil,
            "stop": queries.verzendstop() if beheert else None,
        },
    )


@vereist(Recht.BEHEREN)
def export(request):
    """The same list, all pages, as Excel; without subjects."""
    inhoud = maak_werkboek("Berichten", KOPPEN, exportrijen(_gefilterd(request).qs), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="berichten.xlsx"'
    return antwoord


@postpagina
def bericht(request, pk):
    return _toon(request, get_object_or_404(queries.in_te_zien(request.user), pk=pk))


def _toon(request, rij, **getypt):
    """The page of one message with the forms that fit its state; `getypt` is a form that was filled in."""
    context = {
        "bericht": rij,
        "bijlagen": rij.bijlagen.order_by("pk"),
        "raad": raad(rij),
        "verzoek": queries.verzoek(rij),
        "reeks": list(queries.reeks(rij)),
        "is_beslissing": rij.soort == Berichtsoort.BESLISSING,
        "beheert": bevoegdheid(request.user).mag(Recht.BEHEREN),
        "kruimels": [("Berichten", reverse("berichten")), ("Bericht", "")],
    }
    if context["beheert"]:
        context |= _formulieren(rij, context) | getypt
    return render(request, "berichten/detail.html", context, status=NIET_GELDIG if getypt else 200)


def _formulieren(rij, context):
    """Which forms stand on the page of this message."""
    formulieren = {}
    if rij.status == Status.ONBESLIST:
        formulieren["oplossen"] = OplossenForm(actie=reverse("bericht_oplossen", args=[rij.pk]))
    mag_opnieuw = rij.status in herverzenden.HERZENDBAAR and rij.soort != Berichtsoort.ACCOUNT
    laatste = context["reeks"][-1] == rij
    if mag_opnieuw and laatste and context["verzoek"] is None:
        actie = reverse("bericht_opnieuw", args=[rij.pk])
        formulieren["opnieuw"] = OpnieuwForm(initial={"ontvanger": rij.ontvanger}, actie=actie, prefix="opnieuw")
    if rij.status in (Status.GEWEIGERD, Status.GEBOUNCED) and not rij.afgedaan_op and context["verzoek"] is None:
        formulieren["afdoen"] = AfdoenForm(actie=reverse("bericht_afdoen", args=[rij.pk]), prefix="afdoen")
    return formulieren


@openbaar
def bijlage(request, pk, stuk_pk):
    """Only in the demo: elsewhere nobody opens someone else's mail."""
    if not settings.DEMO:
        raise Http404
    rij = get_object_or_404(queries.zichtbaar(request.user), pk=pk)
    return als_download(get_object_or_404(rij.bijlagen.select_related("sleutel"), pk=stuk_pk), request)


def _gelukt(form, handeling):
    """Do something with what was typed; a refusal becomes an error of the form, so that the text stays."""
    if not form.is_valid():
        return False
    try:
        handeling(form.cleaned_data)
    except RegelFout as fout:
        form.add_error(None, fout.tekst)
        return False
    return True


@require_POST
@vereist(Recht.BEHEREN)
def oplossen(request, pk):
    """A doubtful message arrived, or it did not."""
    rij = get_object_or_404(queries.in_te_zien(request.user), pk=pk)
    form = OplossenForm(request.POST, actie=request.path)
    if form.is_valid():
        actions.los_op(bericht_id=rij.pk, door=request.user, **form.cleaned_data)
        messages.success(request, "Uw antwoord ligt vast.")
        return redirect("berichten")
    return _toon(request, rij, oplossen=form)


@require_POST
@vereist(Recht.BEHEREN)
def afdoen(request, pk):
    """Nothing more has to be done about it."""
    rij = get_object_or_404(queries.in_te_zien(request.user), pk=pk)
    form = AfdoenForm(request.POST, actie=request.path, prefix="afdoen")
    if _gelukt(form, lambda gegevens: actions.doe_af(bericht_id=rij.pk, door=request.user, **gegevens)):
        messages.success(request, "Het bericht staat niet meer op de lijst. Uw reden staat in het logboek.")
        return redirect("berichten")
    return _toon(request, rij, afdoen=form)


@vereist(Recht.BEHEREN)
def teruggekomen(request):
    """A mail came back: find the message by its Message-ID."""
    form = TerugForm(request.POST if request.method == "POST" else None, actie=request.path)
    if request.method == "POST":
        gemeld = []
        if _gelukt(form, lambda gegevens: gemeld.append(actions.meld_terug(door=request.user, **gegevens))):
            messages.success(request, "Het bericht staat op ‘Teruggekomen’.")
            return redirect(gemeld[0])
    context = {"form": form, "kruimels": [("Berichten", reverse("berichten")), ("Teruggekomen bericht", "")]}
    return render(request, "berichten/teruggekomen.html", context, status=NIET_GELDIG if form.errors else 200)


@require_POST
@vereist(Recht.BEHEREN)
def opnieuw(request, pk):
    """Ask to send a message again."""
    rij = get_object_or_404(queries.in_te_zien(request.user), pk=pk)
    form = OpnieuwForm(request.POST, actie=request.path, prefix="opnieuw")
    if _gelukt(form, lambda gegevens: herverzenden.vraag_opnieuw(bericht_id=rij.pk, door=request.user, **gegevens)):
        messages.success(request, "Uw vraag ligt vast. Een collega beslist of het bericht opnieuw gaat.")
        return redirect(rij)
    return _toon(request, rij, opnieuw=form)


@require_POST
@vereist(Recht.BEHEREN, opnieuw_inloggen=True)
def opnieuw_goedkeuren(request, pk):
    """A second person agrees: it goes again."""
    verzoek = _verzoek(request, pk)
    gezien = request.POST.get("gezien", "")
    nieuw = herverzenden.keur_opnieuw_goed(herverzending_id=verzoek.pk, gezien=gezien, door=request.user)
    messages.success(request, f"Het bericht gaat opnieuw naar {nieuw.ontvanger}.")
    return redirect("berichten")


@require_POST
@vereist(Recht.BEHEREN)
def opnieuw_afwijzen(request, pk):
    """It does not go again."""
    verzoek = _verzoek(request, pk)
    herverzenden.wijs_opnieuw_af(herverzending_id=verzoek.pk, door=request.user)
    messages.success(request, "Het bericht gaat niet opnieuw.")
    return redirect("bericht", pk)


def _verzoek(request, pk):
    """The wish that waits at this message; a RegelFout page when there is none any more."""
    rij = get_object_or_404(queries.in_te_zien(request.user), pk=pk)
    if (verzoek := queries.verzoek(rij)) is None:
        raise RegelFout("Hierover is al beslist. Ververs de bladzijde.")
    return verzoek


@require_POST
@vereist(Recht.BEHEREN)
def stop_vragen(request):
    """After a restore: the first person says that mail may go again."""
    verzendstop.vraag_opheffen(stop_id=_stop().pk, door=request.user)
    messages.success(request, "Uw vraag ligt vast. Een collega zet het versturen aan.")
    return redirect("berichten")


@require_POST
@vereist(Recht.BEHEREN, opnieuw_inloggen=True)
def stop_opheffen(request):
    """The second person: mail goes again."""
    gezien = request.POST.get("gezien", "")
    gedaan = verzendstop.hef_op(stop_id=_stop().pk, gezien=gezien, door=request.user)
    messages.success(request, f"Het versturen staat weer aan. Al eerder weg volgens het postboek: {gedaan.total()}.")
    return redirect("berichten")


def _stop():
    """The stop that holds now; a RegelFout page when there is none."""
    if (stop := queries.verzendstop()) is None:
        raise RegelFout("Het versturen staat aan. Er is niets te doen.")
    return stop
