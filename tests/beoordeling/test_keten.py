"""What the verdicts and the indeling lead to in the steps after this one."""

from datetime import date

import pytest
from django.urls import reverse

from bekendmaking.voorstel import beslissingen_voor
from selectie import actions
from selectie import queries as selectie
from tests.beoordeling.hulp import beoordeel, regio_van
from tests.beoordeling.kijken import kijk
from tests.factories_selectie import BESTAAND, NIEUW, bevroren, geopende_regio, medewerker

pytestmark = pytest.mark.django_db


@pytest.mark.clausule("IK-080")
def test_een_bestaande_organisatie_die_voldoet_krijgt_drie_jaar_en_komt_niet_in_de_rangschikking(klok):
    klok("2017-09-05 10:00")
    toewijzing = geopende_regio(BESTAAND, *[NIEUW] * 5)
    rij = bevroren(toewijzing, *(f"Labc {deel}/6" for deel in range(1, 6)))
    rij = actions.stel_vast(selectie_id=rij.pk, door=medewerker(toewijzing))
    (bestaand,) = [p for p in selectie.partijen(toewijzing) if p.classificatie.indeling == BESTAAND]
    assert bestaand.inschrijving.kenmerk not in {regel["kenmerk"] for regel in rij.uitslag["rangschikking"]}
    assert len(rij.uitslag["rangschikking"]) == 5
    (beslissing,) = beslissingen_voor(bestaand.inschrijving)
    assert (beslissing.uitkomst, beslissing.looptijd_van, beslissing.looptijd_tot) == (
        *("overeenkomst_bestaand", date(2018, 1, 1), date(2020, 12, 31)),
    )


@pytest.mark.clausule("IK-079")
def test_wie_niet_voldoet_krijgt_per_regio_de_reden_en_geen_overeenkomst(dossier):
    beoordeel(dossier, voldoet_niet={"Utrecht": 8, "Flevoland": 9})
    assert [(str(b.regioinschrijving), b.uitkomst, b.grond) for b in beslissingen_voor(dossier)] == [
        ("Flevoland", "voldoet_niet", "eis 9"),
        ("Utrecht", "voldoet_niet", "eis 8"),
    ]


@pytest.mark.clausule("IK-102")
def test_dezelfde_documenten_staan_bij_de_beoordeling_en_bij_de_selectie(als_een, dossier, wie):
    beoordeel(dossier)
    stukken = {f"stuk-{pk}" for pk in dossier.bewijsstukken.values_list("pk", flat=True)}
    assert len(stukken) == 4  # three that were uploaded, and the bestuursverklaring that was signed
    rij = actions.begin(toewijzing_id=regio_van(dossier, "Utrecht").toewijzing_id, door=wie.een)
    kandidaat = als_een.get(reverse("kandidaat", args=[rij.kandidaten.get().pk])).content.decode()
    beoordeling = kijk(als_een, dossier)
    for stuk in stukken:
        assert f'href="{reverse("dossier", args=[dossier.kenmerk])}?blad={stuk}"' in kandidaat
        assert f'data-blad="{stuk}"' in beoordeling
