"""The state of the portal, for the beheerder."""

from django.shortcuts import render

from kern import klok
from kern.models import Bewaking
from partijen.permissions import Recht, vereist
from portaal.stand import beeld
from portaal.stand.bevriezing import vensters
from portaal.stand.delen import PER_CODE

WOORDEN = {"wordt_rood": "Storing", "wordt_groen": "Weer in orde", "stond_stil": "Stond stil en werkt weer"}


@vereist(Recht.BEHEREN)
def stand(request):
    """Every part: green or red, since when, and what to do."""
    codes = dict(Bewaking.objects.values_list("pk", "onderdeel"))
    eerdere = [
        (regel.tijd, PER_CODE[codes[int(regel.object_id)]].naam, WOORDEN[regel.handeling]) for regel in beeld.eerdere()
    ]
    nu = klok.nu()
    context = {
        "beeld": beeld.beeld(nu),
        "vensters": [(venster, venster.open_op(nu)) for venster in vensters(nu)],
        "eerdere": eerdere,
    }
    return render(request, "portaal/stand.html", context)
