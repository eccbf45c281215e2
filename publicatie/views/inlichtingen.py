"""The nota van inlichtingen for everyone, and asking a question as an organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kern import klok
from kern.bladeren import blader
from kern.werkboek import TYPE, maak_werkboek
from kluis.downloads import als_download
from partijen.models import Organisatie
from partijen.permissions import Recht, bevoegdheid, openbaar, vereist
from publicatie import actions, inlichtingen, queries
from publicatie.forms.inlichtingen import EigenVraagFilter, NotaFilter, VraagForm
from publicatie.models import Vraag
from publicatie.tabellen import EIGENKOPPEN, NOTAKOPPEN, eigenrijen, notarijen
from publicatie.views import NIET_GELDIG, gelukt

PER_BLADZIJDE, EIGEN_PER_BLADZIJDE = 50, 20


def _gefilterd(request, ronde):
    vragen = inlichtingen.gepubliceerde_vragen(ronde)
    return NotaFilter(request.GET, queryset=vragen, zorgkantoren=inlichtingen.zorgkantoren(ronde))


@openbaar
def nota(request, code):
    """Published questions, answers and corrections of a round, and every version as PDF.

    `?vraag=` in the address opens the page with that question on it.
    """
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    filter_ = _gefilterd(request, ronde)
    nummer = request.GET.get("vraag", "")
    ervoor = filter_.qs.filter(nummer__lt=int(nummer[:6])).count() if nummer.isdecimal() else 0
    context = {
        "ronde": ronde,
        "venster": inlichtingen.venster(ronde, klok.nu()),
        "versies": inlichtingen.versies(ronde),
        "correcties": inlichtingen.gepubliceerde_correcties(ronde),
        "filter": filter_,
        "bladering": blader(request, filter_.qs, PER_BLADZIJDE, begin=1 + ervoor // PER_BLADZIJDE),
        "export_url": f"{reverse('nota_export', args=[code])}?{request.GET.urlencode()}",
        "kruimels": [(ronde.naam, ronde.get_absolute_url()), ("Vragen en antwoorden", "")],
    }
    return render(request, "publicatie/nota.html", context)


@openbaar
def nota_export(request, code):
    """The same questions and answers, all pages, as Excel."""
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    vragen = _gefilterd(request, ronde).qs.select_related("ronde")
    return _als_excel(f"vragen-en-antwoorden-{ronde.code}", NOTAKOPPEN, notarijen(vragen))


def _als_excel(naam, koppen, rijen):
    antwoord = HttpResponse(maak_werkboek("Vragen", koppen, rijen, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.xlsx"'
    return antwoord


@openbaar
def nota_pdf(request, code, versie):
    """One version of the nota as it was published."""
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    return als_download(get_object_or_404(ronde.notas.select_related("stuk__sleutel"), versie=versie).stuk, request)


def _eigen(request):
    vragen = Vraag.objects.van(request.user).select_related("ronde", "uitvoerder", "organisatie", "nota")
    return EigenVraagFilter(request.GET, queryset=vragen.order_by("-gesteld_op", "-pk"))


@vereist(Recht.VRAAG_STELLEN)
def mijn_vragen(request):
    """What the own organisations asked, and the rounds in which they can ask."""
    nu = klok.nu()
    filter_ = _eigen(request)
    context = {
        "rondes": [(ronde, inlichtingen.venster(ronde, nu)) for ronde in queries.openbare_rondes()],
        "filter": filter_,
        "bladering": blader(request, filter_.qs, EIGEN_PER_BLADZIJDE),
        "export_url": f"{reverse('mijn_vragen_export')}?{request.GET.urlencode()}",
    }
    return render(request, "publicatie/mijn_vragen.html", context)


@vereist(Recht.VRAAG_STELLEN)
def mijn_vragen_export(request):
    """The same questions, all pages, as Excel."""
    return _als_excel("uw-vragen", EIGENKOPPEN, eigenrijen(_eigen(request).qs))


@vereist(Recht.VRAAG_STELLEN)
def vraag_stellen(request, code):
    """The form for a question; before and after the time for questions a page that says so."""
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    organisaties = Organisatie.objects.filter(pk__in=bevoegdheid(request.user).organisaties(Recht.VRAAG_STELLEN))
    form = VraagForm(
        request.POST if request.method == "POST" else None,
        actie=request.path,
        organisaties=organisaties,
        zorgkantoren=inlichtingen.zorgkantoren(ronde),
    )
    if request.method == "POST" and gelukt(form, lambda gegevens: _stel(ronde, gegevens, request.user)):
        messages.success(request, "Wij hebben uw vraag ontvangen. Het antwoord leest u in de nota van inlichtingen.")
        return redirect("mijn_vragen")
    context = {
        "ronde": ronde,
        "venster": inlichtingen.venster(ronde, klok.nu()),
        "form": form,
        "kruimels": [("Vragen", reverse("mijn_vragen")), (f"Vraag over {ronde.naam}", "")],
    }
    return render(request, "publicatie/vraag_stellen.html", context, status=NIET_GELDIG if form.errors else 200)


def _stel(ronde, gegevens, door):
    return actions.stel_vraag(
        ronde_id=ronde.pk,
        uitvoerder_id=gegevens["uitvoerder"].pk,
        organisatie_id=gegevens["organisatie"].pk,
        soort=gegevens["soort"],
        onderwerp=gegevens["onderwerp"],
        tekst=gegevens["tekst"],
        sleutel=gegevens["sleutel"],
        door=door,
    )
