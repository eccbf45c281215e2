"""An overeenkomst that is in force since 1 January 2018, with the people of both sides."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from inschrijving.models import Regioinschrijving
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Status
from partijen.models import Gebruiker
from publicatie.models import Dienst as Rondedienst
from tests.factories import zet_klok
from tests.overeenkomst.geldhulp import Geldtoneel, overeenkomst
from uitvoering import actions, productiebestand
from uitvoering.models import Productierapportage
from uitvoering.queries import productie as queries
from uitvoering.queries.productie import Maandstand
from uitvoering.rules.productie import Cijfers, Dienst, Regel

JANUARI = date(2018, 1, 1)
DIENSTEN = ("Informatie en advies", "Bemiddeling")


class Uitvoeringtoneel(Geldtoneel):
    """Two services; `partij` gives a region of an overeenkomst that is in force."""

    def __init__(self, **velden):
        super().__init__(**velden)
        for nummer, naam in enumerate(DIENSTEN, start=1):
            Rondedienst.objects.create(
                ronde=self.ronde, nummer=nummer, naam=naam, richtminuten=30 if nummer == 1 else None
            )
        zet_klok("2018-02-05 10:00")

    def partij(self, naam: str = "Stichting Wulp", *args, **velden) -> Regioinschrijving:
        rij = super().partij(naam, *args, **velden)
        overeenkomst(rij, Status.VAN_KRACHT)
        return rij


def contract(rij: Regioinschrijving) -> Overeenkomst:
    return Overeenkomst.objects.get(inschrijving__regios=rij)


def cijfers(*paren: tuple[str, int], clienten: int = 12) -> Cijfers:
    """Hours and questions per service, in order."""
    paren = paren or (("10.00", 20), ("32.50", 8))
    diensten = [Dienst(1, DIENSTEN[0], 30), Dienst(2, DIENSTEN[1])]
    regels = tuple(Regel(d, Decimal(uren), vragen) for d, (uren, vragen) in zip(diensten, paren, strict=True))
    return Cijfers(regels, clienten)


GEEN = Cijfers(cijfers(("0", 0), ("0", 0)).regels, 0, geen_productie=True)


def lever(rij: Regioinschrijving, door: Gebruiker, wat: Cijfers | None = None, **velden) -> Productierapportage:
    begin = {"maand": JANUARI, "gezien": 0, "reden": "Nageteld." if velden.get("gezien") else ""}
    return actions.lever_productie_aan(regio_id=rij.pk, cijfers=wat or cijfers(), door=door, **begin | velden)


def stand(rij: Regioinschrijving, maand: date = JANUARI) -> Maandstand:
    return queries.stand(queries.lopend(), rij.pk, maand.year, maand.month)


def ingevuld(rij: Regioinschrijving, doe=lambda boek: None, **cellen) -> bytes:
    """The form of January as it is downloaded, filled in; `doe(boek)` spoils it, `cellen` such as B11=4 too."""
    boek = load_workbook(BytesIO(productiebestand.leeg_formulier(stand(rij))))
    goed = {"B9": 12, "B11": 10, "C11": 20, "B12": "32,5", "C12": 8}
    for plek, waarde in (goed | cellen).items():
        boek.active[plek] = waarde
    doe(boek)
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def bestand(inhoud: bytes, naam: str = "productie.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)
