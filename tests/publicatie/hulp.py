"""A round of which nothing is missing, and the people around it."""

from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Dienst, Inkoopronde, LandelijkBedrag, Rondedocument, Selectiecriterium
from publicatie.states import Status
from tests.factories import RolFactory
from tests.factories_inschrijving import kleine_ronde


def volledige_ronde(**velden) -> Inkoopronde:
    """The small round 2018-2020 as a draft with everything that publishing asks for; `status` makes it public."""
    ronde = kleine_ronde(**{"status": Status.CONCEPT} | velden)
    LandelijkBedrag.objects.bulk_create(LandelijkBedrag(ronde=ronde, jaar=jaar) for jaar in (2018, 2019, 2020))
    Selectiecriterium.objects.create(ronde=ronde, volgnummer=1, code="leemte", titel="Voorziet in een leemte")
    Dienst.objects.create(ronde=ronde, nummer=1, naam="Informatie en advies")
    Rondedocument.objects.create(ronde=ronde, slot="kader", titel="Inkoopkader", adres="https://kader.example/")
    return ronde


def gepubliceerde_ronde(**velden) -> Inkoopronde:
    return volledige_ronde(status=Status.GEPUBLICEERD, **velden)


def beheerder() -> Gebruiker:
    return RolFactory(landelijk=True).gebruiker


def manager(uitvoerder=None) -> Gebruiker:
    extra = {"uitvoerder": uitvoerder} if uitvoerder else {}
    return RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOOPMANAGER, **extra).gebruiker
