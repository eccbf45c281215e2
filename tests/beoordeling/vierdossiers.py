"""A round with four opened dossiers at one uitvoerder."""

from inschrijving.models import Inschrijving
from publicatie.models import Inkoopronde
from tests.beoordeling.hulp import OPEN_OP, open_alles
from tests.factories import OrganisatieFactory, zet_klok
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import NIEUW, ingediende_inschrijving
from tests.onthoud import onthoud

DOSSIERS = {
    "Wulp": ["Utrecht"],
    "Appelvink": ["Utrecht"],
    "Grutto": ["Flevoland"],
    "Kluut": ["Utrecht", "Flevoland"],
}


@onthoud
def vier_dossiers() -> Inkoopronde:
    """The round, with its dossiers submitted and opened; sets the clock."""
    zet_klok("2017-07-28 14:12")
    ronde = kleine_ronde()
    for naam, regios in DOSSIERS.items():
        organisatie = OrganisatieFactory(statutaire_naam=naam)
        ingediende_inschrijving(ronde=ronde, organisatie=organisatie, regios=dict.fromkeys(regios, NIEUW))
    zet_klok(OPEN_OP)
    open_alles(ronde, ronde.toewijzingen.first().uitvoerder)
    return ronde


def dossier_van(ronde: Inkoopronde, naam: str) -> Inschrijving:
    """The dossier of the organisation of this name."""
    rijen = ronde.inschrijvingen.select_related("ronde", "uitvoerder", "organisatie")
    return rijen.get(organisatie__statutaire_naam=naam)
