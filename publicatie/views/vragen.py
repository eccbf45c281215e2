"""Staff: the list of questions, the answers, and the nota van inlichtingen. Who asked is on none of these pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie import actions, inlichtingen, queries
from publicatie.forms.inlichtingen import AntwoordForm, CorrectieForm, CorrectieKeuzeForm, NotaForm, VraagFilter
from publicatie.models import Vraag
from publicatie.states import Vraagstatus
from publicatie.tabellen import KOPPEN, VraagTabel, exportrijen
from publicatie.views import NIET_GELDIG, gelukt

PER_BLADZIJDE = 50


def _vragen(gebruiker, recht=Recht.VRAGEN_ZIEN):
    vragen = Vraag.objects.zichtbaar_voor(gebruiker, recht).select_related("ronde", "uitvoerder", "nota")
    return vragen.defer("organisatie", "door")


@vereist(Recht.VRAGEN_ZIEN)
def vragen(request):
    """Questions to the own zorgkantoor: filter, sort, pages of 50."""
    filter_ = VraagFilter(request.GET, queryset=_vragen(request.user).order_by("-ronde", "nummer"))
    tabel = VraagTabel(filter_.qs)
    tabel.export_url = f"{reverse('vragen_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    rondes = queries.openbare_rondes() if bevoegdheid(request.user).mag(Recht.NOTA_PUBLICEREN) else []
    return render(request, "publicatie/vragen.html", {"filter": filter_, "tabel": tabel, "rondes": rondes})


@vereist(Recht.VRAGEN_ZIEN)
def vragen_export(request):
    """The same list, all pages, as Excel."""
    filter_ = VraagFilter(request.GET, queryset=_vragen(request.user).order_by("-ronde", "nummer"))
    inhoud = maak_werkboek("Vragen", KOPPEN, exportrijen(filter_.qs), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="vragen.xlsx"'
    return antwoord


@vereist(Recht.VRAGEN_ZIEN)
def vraag(request, pk):
    """One question, and the form to answer it for who may."""
    rij = get_object_or_404(_vragen(request.user), pk=pk)
    initieel = {"antwoord": rij.antwoord, "gezien": rij.antwoordversie}
    return _toon(request, rij, AntwoordForm(initial=initieel, actie=reverse("vraag_beantwoorden", args=[rij.pk])))


@require_POST
@vereist(Recht.VRAGEN_BEANTWOORDEN)
def vraag_beantwoorden(request, pk):
    rij = get_object_or_404(_vragen(request.user, Recht.VRAGEN_BEANTWOORDEN), pk=pk)
    form = AntwoordForm(request.POST, actie=request.path)
    if gelukt(form, lambda gegevens: actions.beantwoord(vraag_id=rij.pk, door=request.user, **gegevens)):
        messages.success(request, "Uw antwoord is opgeslagen. Het wordt openbaar met de nota van inlichtingen.")
        return redirect("vraag", rij.pk)
    return _toon(request, rij, form)


def _toon(request, rij, form):
    mag = bevoegdheid(request.user).mag(Recht.VRAGEN_BEANTWOORDEN) and rij.status != Vraagstatus.GEPUBLICEERD
    context = {
        "vraag": rij,
        "form": form if mag or form.errors else None,
        "kruimels": [("Vragen", reverse("vragen")), (str(rij), "")],
    }
    return render(request, "publicatie/vraag.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.NOTA_PUBLICEREN)
def nota_maken(request, code):
    """What the next version of the nota will hold, what stands in its way, and its corrections."""
    return _toon_nota(
        request, get_object_or_404(queries.openbare_rondes(), code=code), CorrectieForm(actie=_post(code))
    )


def _post(code):
    return reverse("correctie_maken", args=[code])


@require_POST
@vereist(Recht.NOTA_PUBLICEREN)
def correctie_maken(request, code):
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    form = CorrectieForm(request.POST, actie=_post(code))
    if gelukt(form, lambda gegevens: actions.maak_correctie(ronde_id=ronde.pk, door=request.user, **gegevens)):
        messages.success(request, "De correctie komt in de volgende nota.")
        return redirect("nota_maken", code)
    return _toon_nota(request, ronde, form)


@require_POST
@vereist(Recht.NOTA_PUBLICEREN)
def correctie_verwijderen(request, code):
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    form = CorrectieKeuzeForm(request.POST)
    if not form.is_valid():
        raise RegelFout("Kies de correctie die u wilt verwijderen op de bladzijde van de nota.")
    correctie = get_object_or_404(ronde.correcties, pk=form.cleaned_data["correctie"])
    actions.verwijder_correctie(correctie_id=correctie.pk, door=request.user)
    messages.success(request, "De correctie is verwijderd.")
    return redirect("nota_maken", code)


@require_POST
@vereist(Recht.NOTA_PUBLICEREN)
def nota_publiceren(request, code):
    ronde = get_object_or_404(queries.openbare_rondes(), code=code)
    nota = actions.publiceer_nota(ronde_id=ronde.pk, door=request.user)
    messages.success(request, f"{nota} staat nu voor iedereen online.")
    return redirect("nota", code)


def _toon_nota(request, ronde, form):
    inhoud = inlichtingen.volgende_inhoud(ronde)
    context = {
        "ronde": ronde,
        "inhoud": inhoud,
        "klachten": inlichtingen.belemmeringen(ronde, inhoud, klok.nu()),
        "versies": inlichtingen.versies(ronde),
        "form": form,
        "publiceren": NotaForm(actie=reverse("nota_publiceren", args=[ronde.code])),
        "kruimels": [("Vragen", reverse("vragen")), ("Nota van inlichtingen", "")],
    }
    return render(request, "publicatie/nota_maken.html", context, status=NIET_GELDIG if form.errors else 200)
