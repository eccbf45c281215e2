"""What if: a trial on screen. It reads, it compares, and it keeps nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from kern.fouten import RegelFout
from partijen.permissions import Recht, vereist
from selectie import proefform, queries, tabel, watals
from selectie.states import Status
from selectie.views import regiokruimels


@vereist(Recht.SELECTIE_ZIEN)
def proefselectie(request, pk):
    """One fact changed in a copy, and what would come of it; the address holds the whole trial."""
    toewijzing = get_object_or_404(queries.regios(request.user).filter(selectie__isnull=False), pk=pk)
    gegevens, namen = queries.invoer_nu(toewijzing.selectie), queries.partijnamen(toewijzing)
    if gegevens is None:
        raise Http404
    keuzes = [(rij["kenmerk"], namen.get(rij["kenmerk"], rij["kenmerk"])) for rij in gegevens["kandidaten"]]
    gekozen = request.GET.get("kandidaat", "")
    gekozen = gekozen if gekozen in dict(keuzes) else ""
    form = proefform.ProefForm(
        request.GET if "maximum" in request.GET else None,
        keuzes=keuzes,
        gekozen=bool(gekozen),
        initial=proefform.begin(gegevens, gekozen),
    )
    proef = _reken(form, gegevens, namen) if form.is_valid() else None
    if proef and request.GET.get("als") == "json":
        return _uitvoer(proef, toewijzing)
    context = {
        "toewijzing": toewijzing,
        "open": toewijzing.selectie.status == Status.OPEN,
        "keuze": proefform.KeuzeForm(initial={"kandidaat": gekozen}, keuzes=keuzes),
        "gekozen": dict(keuzes).get(gekozen, ""),
        "form": form,
        "proef": proef,
        "rangrijen": tabel.rangrijen(proef.regio, proef.dan, namen) if proef else [],
        "merk": watals.PROEF,
        "adres": request.GET.urlencode(),
        "kruimels": regiokruimels(toewijzing, ("Wat als", "")),
    }
    return render(request, "selectie/proef.html", context)


def _reken(form, gegevens, namen):
    schoon = form.cleaned_data
    try:
        kopie = watals.wijzig(gegevens, schoon["kandidaat"], form.velden(), schoon["maximum"])
        return watals.vergelijk(gegevens, kopie, namen)
    except RegelFout as fout:
        form.add_error(None, fout.tekst)
        return None


def _uitvoer(proef, toewijzing):
    kop = {"Content-Disposition": content_disposition_header(True, f"PROEF-{toewijzing.regio.sleutel}.json")}
    return HttpResponse(watals.als_uitvoer(proef), content_type="application/json", headers=kop)
