"""A party that won, ready for its overeenkomst: everything a contract document asks for is there."""

from datetime import datetime

from inschrijving.models import Inschrijving
from kern.klok import AMSTERDAM
from overeenkomst import actions, document
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.states import Documentsoort
from tests.bekendmaking.toneel import BESTAAND, Toneel
from tests.factories import RolFactory, StukFactory, zet_klok
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory
from tests.factories_inschrijving import BestuursverklaringFactory, BewijsstukFactory
from tests.factories_overeenkomst import ContractgegevensFactory, PrijsvolumeafspraakFactory

EINDE = datetime(2017, 10, 12, 17, 0, tzinfo=AMSTERDAM)
HIER = {"functie": "bestuurder", "plaats": "Vogeldam"}


class Contracttoneel:
    """Decisions of 15 September 2017; the clock stands at that moment. `regios`: name and kind, as in Toneel."""

    def __init__(self, regios=None, **velden):
        self.toneel = Toneel(nota_op=None)
        self.uitvoerder, self.ronde = self.toneel.uitvoerder, self.toneel.ronde
        self.manager, self.collega = self.toneel.manager, self.toneel.persoon(Rolsoort.INKOOPMANAGER)
        ContractgegevensFactory(uitvoerder=self.uitvoerder)
        self.dossier = self.partij(regios, **velden)
        zet_klok("2017-09-15 12:00")

    def partij(self, regios=None, **velden) -> Inschrijving:
        """One more party with decisions that are made known, as rows."""
        regios = regios or {"Utrecht": BESTAAND}
        dossier = self.toneel.dossier(regios, **{"bezoekadres": "Rietkraag 3, Vogeldam"} | velden)
        BestuursverklaringFactory(inschrijving=dossier, ondertekenaar="A. de Vries", functie="bestuurder")
        BewijsstukFactory(inschrijving=dossier, soort=Documentsoort.BESTUURSVERKLARING, stuk=StukFactory())
        brief = BriefFactory(bekend=True, inschrijving=dossier)
        for rij in dossier.regios.order_by("pk"):
            soort = regios[rij.toewijzing.regio.naam]
            BeslissingFactory(
                gegund=True,
                brief=brief,
                regioinschrijving=rij,
                uitkomst=f"overeenkomst_{soort}",
                looptijd_tot=self.ronde.looptijd_bestaand_tot if soort == BESTAAND else self.ronde.looptijd_nieuw_tot,
            )
            PrijsvolumeafspraakFactory(regioinschrijving=rij, jaar=self.ronde.ingang_op.year)
        return dossier

    def tekenaar(self, dossier: Inschrijving | None = None) -> Gebruiker:
        """Someone who may sign for the organisation."""
        organisatie = (dossier or self.dossier).organisatie
        return RolFactory(
            soort=Rolsoort.TEKENBEVOEGDE, organisatie=organisatie, gebruiker__naam="A. de Vries"
        ).gebruiker

    def bied_aan(self, dossier: Inschrijving | None = None, door: Gebruiker | None = None) -> Overeenkomst:
        dossier = dossier or self.dossier
        return actions.bied_aan(inschrijving_id=dossier.pk, gezien=self.gezien(dossier), door=door or self.manager)

    def gezien(self, dossier: Inschrijving | None = None) -> str:
        """The hash on the screen where it is offered."""
        vers = Inschrijving.objects.get(pk=(dossier or self.dossier).pk)
        return document.inhoudshash(document.feiten(vers))

    def getekend(self, dossier: Inschrijving | None = None) -> Overeenkomst:
        """Signed by both, after the standstill."""
        rij = self.bied_aan(dossier)
        zet_klok("2017-10-13 10:00")
        rij = actions.teken(overeenkomst_id=rij.pk, gezien=wat(rij), door=self.tekenaar(dossier), **HIER)
        rij = actions.teken_mede(overeenkomst_id=rij.pk, gezien=wat(rij), door=self.collega, **HIER)
        actions.maak_exemplaren()
        rij.refresh_from_db()
        return rij

    def lopend(self) -> Overeenkomst:
        """In force; the clock stands at the first moment of 2018."""
        rij = self.getekend()
        self.contacten(rij)
        zet_klok("2018-01-01 00:00")
        actions.laat_ingaan_wat_kan()
        rij.refresh_from_db()
        return rij

    def contacten(self, rij: Overeenkomst) -> None:
        """One at each side."""
        for kant in Kant:
            rij.contactpersonen.create(
                kant=kant, naam="B. Bel", functie="adviseur", telefoon="088", email="b@b.example"
            )


def wat(rij: Overeenkomst) -> str:
    """The hash of the document that is offered now."""
    return rij.aanbiedingen.get(ingetrokken_op__isnull=True).hash


def afspraak_in_overleg(dossier: Inschrijving) -> None:
    """The organisation asked to talk about its budget: nothing is agreed."""
    rijen = Prijsvolumeafspraak.objects.filter(regioinschrijving__inschrijving=dossier)
    wie = RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=dossier.organisatie).gebruiker
    for rij in rijen:
        actions.vraag_overleg(afspraak_id=rij.pk, overleg="Graag meer uren.", gevraagd_tarief=None, door=wie)
