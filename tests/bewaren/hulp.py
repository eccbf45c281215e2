"""A dossier that was turned down in 2017, and the people who may destroy or hold it."""

from datetime import date

from bekendmaking.models import Brief
from bewaren import actions, queries
from bewaren.models import SOORTEN, Opdracht
from inschrijving.models import Inschrijving
from kern import klok
from kluis.actions import bewaar
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.beoordeling.hulp import geopende_inschrijving
from tests.factories import BerichtFactory, RolFactory
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory
from tests.onthoud import onthoud

VOG_WEG, DRIE_JAAR = "2017-10-28 10:00", "2020-09-15 10:00"
DAGTEKENING = date(2017, 9, 15)


@onthoud
def afgewezen() -> Inschrijving:
    """Turned down in both regions by a letter of 15 September 2017, definitief since; one mail about it."""
    dossier = geopende_inschrijving()
    brief(dossier, "definitief")
    BerichtFactory(dossier_sleutel=dossier.dossier_sleutel, tekst="Geachte Jan")
    BerichtFactory(dossier_sleutel=dossier.dossier_sleutel, tekst="Geachte Anna")
    return dossier


def brief(dossier: Inschrijving, status: str) -> Brief:
    """A letter with a decision for every region, whose PDF lies in the vault."""
    stuk = bewaar(dossier=dossier.dossier_sleutel, naam="brief.pdf", inhoud=b"%PDF brief", controleer=False)
    rij = BriefFactory(
        inschrijving=dossier, goedgekeurd=True, status=status, bekendgemaakt_op=klok.nu(), stuk=stuk, hash=stuk.sha256
    )
    for regio in dossier.regios.all():
        BeslissingFactory(brief=rij, regioinschrijving=regio)
    return rij


def beheerder() -> Gebruiker:
    return RolFactory(landelijk=True).gebruiker


def manager(dossier: Inschrijving) -> Gebruiker:
    rol = RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOOPMANAGER, uitvoerder=dossier.uitvoerder)
    return rol.gebruiker


def lijsthash(soort: str) -> str:
    """The hash that the page of this kind shows now."""
    return queries.hash_van(queries.te_vernietigen(SOORTEN[soort], klok.vandaag()))


def gevraagd(soort: str, door: Gebruiker | None = None) -> Opdracht:
    return actions.geef_opdracht(
        soort=soort, gezien_hash=lijsthash(soort), reden="De termijn is voorbij.", door=door or beheerder()
    )


def bevestigd(soort: str) -> Opdracht:
    rij = gevraagd(soort)
    return actions.bevestig(opdracht_id=rij.pk, gezien_hash=rij.hash, door=beheerder())
