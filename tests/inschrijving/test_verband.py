"""A samenwerkingsverband: who is in it more than once, and the VOG of a zzp'er."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from beoordeling.bevindingen import bevindingen
from inschrijving import actions, queries
from inschrijving.models import Inschrijving
from inschrijving.rules import VOG_NP, vereiste_documenten
from kern.klok import AMSTERDAM
from tests.inschrijving.dossiers import document, dossier, lid
from tests.inschrijving.hulp import NIEUW, Lid, log_in, tekenbevoegde, volledige_inschrijving

pytestmark = pytest.mark.django_db
OPEN = "2017-07-28 14:12"
NU = datetime(2017, 7, 28, 14, 12, tzinfo=AMSTERDAM)
MELDING = "Uw organisatie doet meer dan één keer mee in"


def alleen_en_in_een_verband(klok):
    """An organisation that enters Utrecht and Zwolle, and a rival that names it as deelnemer in Utrecht."""
    klok(OPEN)
    alleen = volledige_inschrijving(regios={"Utrecht": NIEUW, "Zwolle": NIEUW})
    leden = [Lid("Dezelfde", alleen.organisatie.kvk_nummer)]
    return alleen, volledige_inschrijving(ronde=alleen.ronde, regios={"Utrecht": NIEUW}, leden=leden)


def bladen(client, rij, wie):
    log_in(client, wie)
    return [client.get(adres).text for adres in (reverse("mijn_inschrijvingen"), rij.get_absolute_url())]


@pytest.mark.geval("B52")
def test_alleen_de_eigen_organisatie_ziet_dat_zij_dubbel_meedoet(klok, client):
    alleen, verband = alleen_en_in_een_verband(klok)
    for tekst in bladen(client, alleen, alleen.bestuursverklaring.getekend_door):
        assert f"{MELDING}: Utrecht." in tekst
        assert verband.kenmerk not in tekst
        assert verband.verbandnaam not in tekst
    for tekst in bladen(client, verband, verband.bestuursverklaring.getekend_door):
        assert MELDING not in tekst


@pytest.mark.geval("B52")
def test_ook_wie_alleen_deelnemer_is_in_twee_verbanden_ziet_het_op_het_eigen_scherm(klok, client):
    klok(OPEN)
    derde = tekenbevoegde()
    leden = [Lid("Derde", derde.rollen.get().organisatie.kvk_nummer)]
    een = volledige_inschrijving(regios={"Zwolle": NIEUW}, leden=leden)
    assert queries.dubbel([derde.rollen.get().organisatie], NU) == []
    volledige_inschrijving(ronde=een.ronde, regios={"Zwolle": NIEUW}, leden=leden)
    log_in(client, derde)
    assert f"{MELDING}: Zwolle." in client.get(reverse("mijn_inschrijvingen")).text


def test_na_de_sluiting_en_na_intrekken_geen_melding(klok):
    alleen, verband = alleen_en_in_een_verband(klok)
    assert queries.dubbel([alleen.organisatie], NU) == ["Utrecht"]
    assert queries.dubbel([alleen.organisatie], NU.replace(month=8, day=2)) == []
    actions.bewaar_samenwerkingsverband(
        inschrijving_id=verband.pk, door=verband.bestuursverklaring.getekend_door, samenwerkingsverband=False
    )
    assert queries.dubbel([alleen.organisatie], NU) == []
    Inschrijving.objects.filter(pk=verband.pk).update(samenwerkingsverband=True, status="ingetrokken")
    assert queries.dubbel([alleen.organisatie], NU) == []


def test_een_zzp_er_levert_een_vog_voor_natuurlijke_personen():
    feiten = dossier(samenwerkingsverband=True, deelnemers=(lid(pk=5, soort="zzp"), lid(pk=6)))
    vog = {v.deelnemer: v.titel for v in vereiste_documenten(feiten) if v.soort == "vog"}
    assert (vog[5], vog[6] == VOG_NP, vog[None] == VOG_NP) == (VOG_NP, False, False)


def test_de_beoordelaar_ziet_dat_het_een_vog_np_is_en_of_die_op_tijd_was():
    stukken = (document("vog", 5, date(2017, 1, 1)), document("vog", 6, date(2017, 7, 1)))
    feiten = dossier(samenwerkingsverband=True, deelnemers=(lid(pk=5, soort="zzp"), lid(pk=6)), documenten=stukken)
    over = [b.tekst for b in bevindingen(feiten, date(2017, 7, 28)) if b.kop == VOG_NP and b.document]
    assert over == [
        "Van een zzp’er: een VOG voor natuurlijke personen is hier goed (A23).",
        "1 januari 2017: te oud op de dag van indienen.",
    ]
