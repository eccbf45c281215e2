"""A party that enters as 'bestaand' without a right to it is held to what is asked of a new one."""

from datetime import date

import pytest

from beoordeling.actions import bevestig_indeling
from beoordeling.bevindingen import als_ingedeeld, bevindingen
from beoordeling.queries import indelingen, vraagt_motivering
from kern.fouten import RegelFout
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, geef, open_alles, team, zonder_belang
from tests.inschrijving.dossiers import dossier, regio
from tests.inschrijving.hulp import BESTAAND, ingediende_inschrijving

INGEDIEND = date(2017, 7, 31)
VOOR_NIEUW = ["Bewijs van machtiging", "Verklaring omtrent het gedrag (VOG)", "Uittreksel van de Kamer van Koophandel"]


@pytest.fixture
def onterecht(klok):
    """Opened; entered as bestaand, while the register holds nothing."""
    klok("2017-07-28 14:12")
    inschrijving = ingediende_inschrijving(regios={"Utrecht": BESTAAND}).inschrijving
    klok(OPEN_OP)
    open_alles(inschrijving.ronde, inschrijving.uitvoerder)
    klok(BEOORDEEL_OP)
    zonder_belang(inschrijving, team(inschrijving.uitvoerder).een)
    return inschrijving


@pytest.mark.parametrize("indeling", ["nieuw_in_regio", "geheel_nieuw", "deels"])
def test_wie_geen_bestaande_partij_is_mist_de_stukken_van_een_nieuwe(indeling):
    opgegeven = dossier(regio(pk=1, klasse="bestaand"), documenten=())
    koppen = {b.kop for b in bevindingen(als_ingedeeld(opgegeven, {1: indeling}), INGEDIEND)}
    assert not {b.kop for b in bevindingen(opgegeven, INGEDIEND)} & set(VOOR_NIEUW)
    assert koppen >= set(VOOR_NIEUW)


def test_een_bestaande_partij_die_als_nieuw_inschreef_mist_niets():
    opgegeven = dossier(regio(pk=1, klasse="nieuw"), documenten=())
    assert [r.klasse for r in als_ingedeeld(opgegeven, {1: "bestaand"}).regios] == ["bestaand"]
    assert [r.klasse for r in als_ingedeeld(opgegeven, {}).regios] == ["nieuw"]


@pytest.mark.django_db
def test_op_het_scherm_staan_de_stukken_die_ontbreken(onterecht, client):
    client.force_login(team(onterecht.uitvoerder).een)
    tekst = client.get(f"/werk/dossiers/{onterecht.kenmerk}/").content.decode()
    assert [tekst.count(f"{kop}<small>Ontbreekt") for kop in VOOR_NIEUW] == [1, 1, 1]


@pytest.mark.django_db
@pytest.mark.clausule("IK-121", "IK-150")
def test_andere_ervaring_vraagt_een_geschreven_oordeel_tot_de_inkoper_bestaand_zegt(onterecht):
    wie, deel = team(onterecht.uitvoerder), onterecht.regios.get()
    eis = onterecht.ronde.eisen.get(nummer=1)
    velden = {"inschrijving_id": onterecht.pk, "eis_id": eis.pk, "regioinschrijving_id": deel.pk, "motivering": ""}
    assert indelingen(onterecht) == {deel.pk: "geheel_nieuw"}
    with pytest.raises(RegelFout, match="andere ervaring"):
        geef(**velden, oordeel="voldoet", door=wie.een)
    bevestig_indeling(regioinschrijving_id=deel.pk, indeling="bestaand", reden="Staat in het archief.", door=wie.een)
    assert vraagt_motivering(onterecht, 1) == frozenset()
    assert geef(**velden, oordeel="voldoet", door=wie.een).motivering == ""
