"""Two people at the contractregister at once, on PostgreSQL: one result, and nothing is lost."""

from datetime import date

import pytest

from beoordeling import actions
from beoordeling.models import Contract
from kern.models import Gebeurtenis
from tests.beoordeling.test_contracten import REDEN, invoer, rij
from tests.race import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


def soorten(uitkomsten):
    return sorted(type(uitkomst).__name__ for uitkomst in uitkomsten)


@pytest.mark.geval("B29")
def test_twee_wijzigen_dezelfde_regel_en_een_krijgt_te_horen_dat_hij_te_laat_is(dossier, wie):
    eerst = invoer(dossier)
    velden = {"uitvoerder_id": dossier.uitvoerder_id, "reden": REDEN, "door": wie.een}
    actions.voeg_contract_toe(invoer=eerst, **velden)
    contract = Contract.objects.get()

    def wijzig(dag):
        nieuw = invoer(dossier, tot=date(2017, 6, dag))
        return actions.wijzig_contract(
            contract_id=contract.pk, gezien_hash=contract.hash, invoer=nieuw, reden=REDEN, door=wie.een
        )

    uitkomsten = tegelijk(wijzig, [1, 2, 3])
    assert soorten(uitkomsten) == ["Gevolg", "RegelFout", "RegelFout"]
    (regel,) = Gebeurtenis.objects.filter(handeling="wijzig_contract")
    assert Contract.objects.get().tot.isoformat() == regel.gegevens["wordt"]["tot"]


def test_twee_lezen_tegelijk_hetzelfde_bestand_in(dossier, wie):
    rijen = [rij(dossier), rij(dossier, 3, regio="Flevoland")]

    def lees_in(door):
        velden = {"uitvoerder_id": dossier.uitvoerder_id, "rijen": rijen, "sha256": "ab" * 32, "door": door}
        return actions.lees_contracten_in(**velden)

    verslagen = tegelijk(lees_in, [wie.een, wie.twee])
    assert sorted((v.toegevoegd, v.aanwezig) for v in verslagen) == [(0, 2), (2, 0)]
    assert Contract.objects.count() == 2


def test_indelen_terwijl_het_register_verandert_rust_op_een_van_beide_standen(dossier, wie):
    """Whoever is first: the confirmed proposal is that of the register before or after, and the log says which."""
    regio = dossier.regios.get(toewijzing__regio__naam="Utrecht")
    velden = {"uitvoerder_id": dossier.uitvoerder_id, "reden": REDEN, "door": wie.een}

    def doe(wat):
        if wat == "register":
            return actions.voeg_contract_toe(invoer=invoer(dossier), **velden)
        return actions.bevestig_indeling(regioinschrijving_id=regio.pk, indeling="geheel_nieuw", reden="", door=wie.een)

    uitkomsten = tegelijk(doe, ["register", "indelen"])
    regio.classificatie.refresh_from_db()
    indeling, voorstel = regio.classificatie.indeling, regio.classificatie.voorstel
    assert (soorten(uitkomsten), indeling, voorstel) in [
        (["Classificatie", "Gevolg"], "geheel_nieuw", "geheel_nieuw"),
        (["Gevolg", "RegelFout"], "", "bestaand"),
    ]
