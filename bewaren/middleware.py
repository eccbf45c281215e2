"""Whatever page of a destroyed dossier is asked for: 410, with the day and what is left (R22)."""

from django.shortcuts import render

from bewaren.models import Vernietiging
from bewaren.rules import VOG
from bewaren.states import Regelstatus
from inschrijving.models import Inschrijving
from partijen.permissions import Recht, bevoegdheid


class VernietigdMiddleware:
    """For every address with the kenmerk of a dossier. Who may not see the dossier gets what the page itself says."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "kenmerk" not in kwargs or not request.user.is_authenticated:
            return None
        weg = Inschrijving.objects.filter(kenmerk=kwargs["kenmerk"], vernietigd_op__isnull=False)
        if not bevoegdheid(request.user).mag(Recht.BEWAREN_ZIEN):
            weg = weg.filter(pk__in=Inschrijving.objects.zichtbaar_voor(request.user).values("pk"))
        dossier = weg.select_related("organisatie", "uitvoerder", "ronde").first()
        if dossier is None:
            return None
        return render(request, "bewaren/vernietigd.html", _context(dossier), status=410)


def _context(dossier):
    regels = Vernietiging.objects.filter(inschrijving=dossier, status=Regelstatus.VERNIETIGD)
    return {
        "dossier": dossier,
        "regel": regels.exclude(opdracht__soort=VOG.code).select_related("opdracht").first(),
        "indieningen": dossier.indieningen.order_by("volgnummer"),
    }
