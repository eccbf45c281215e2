"""An extension round: made from an earlier one on screen, refused by name, and what the public sees (docs/adr/0004)."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kern.fouten import RegelFout
from publicatie.actions.publiceren import publiceer
from publicatie.actions.wijzigen import bewaar_rij, wijzig_ronde
from publicatie.agenda import agenda
from publicatie.gereed import belemmeringen_publicatie
from publicatie.models import Documenteis, Inkoopronde, Minimumeis, Selectiecriterium
from publicatie.states import Klasse, Rondesoort, Status
from publicatie.wijzigregels import eis_verlengbaar
from tests.inschrijving.hulp import log_in
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde, manager, volledige_ronde
from tests.publicatie.verlenging import INGANG, TIJDSCHEMA, TOT, gepubliceerde_verlenging, maak
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


def tekst(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


GOED = {"ingang_eerder": date(2018, 1, 1), "uiterlijk": date(2020, 12, 31), "ingang": INGANG, "tot": TOT}


@pytest.mark.clausule("IK-063")
@pytest.mark.parametrize(
    ("anders", "klacht"),
    [
        ({"ingang": date(2018, 1, 1)}, "begint na maandag 1 januari 2018"),
        ({"ingang": date(2017, 12, 31)}, "begint na maandag 1 januari 2018"),
        ({"tot": INGANG}, "komt na de eerste"),
        ({"tot": date(2021, 1, 1)}, "tot en met donderdag 31 december 2020"),
    ],
)
def test_een_looptijd_die_niet_kan_wordt_geweigerd(anders, klacht):
    with pytest.raises(RegelFout, match=klacht):
        eis_verlengbaar(**GOED | anders)


@pytest.mark.parametrize(
    "anders",
    [{}, {"tot": date(2020, 12, 31)}, {"tot": date(2030, 1, 1), "uiterlijk": None}, {"ingang_eerder": None}],
)
def test_een_looptijd_tot_en_met_de_uiterste_dag_mag(anders):
    eis_verlengbaar(**GOED | anders)


def test_op_het_scherm_gemaakt_uit_een_eerdere_ronde(client):
    van = gepubliceerde_ronde()
    client.force_login(beheerder())
    assert reverse("ronde_verlengen", args=[van.code]) in client.get(reverse("ronde_beheren", args=[van.code])).text
    form = client.get(reverse("ronde_verlengen", args=[van.code])).context["form"]
    assert form.initial == {
        "naam": f"{van.naam}, verlenging 2019",
        "code": "2018-2020-verlenging-2019",
        "ingang_op": INGANG,
        "tot": TOT,
    }

    velden = {"naam": "Verlenging 2019", "code": "v-2019", "ingang_op": "2019-01-01", "tot": "2019-12-31"}
    response = client.post(reverse("ronde_verlengen", args=[van.code]), velden, follow=True)

    ronde = Inkoopronde.objects.get(code="v-2019")
    assert (ronde.soort, ronde.voorganger, ronde.status) == (Rondesoort.VERLENGING, van, Status.CONCEPT)
    assert (ronde.ingang_op, ronde.looptijd_bestaand_tot, ronde.referentiejaar) == (INGANG, TOT, None)
    assert {(r.regio_id, r.uitvoerder_id, r.plaatsen) for r in ronde.toewijzingen.all()} == {
        (r.regio_id, r.uitvoerder_id, None) for r in van.toewijzingen.all()
    }
    assert list(ronde.eisen.values_list("nummer", "regionaal", "uit_register")) == [
        (1, False, False),
        (2, True, True),
        (3, False, False),
    ]
    assert list(ronde.documenteisen.values_list("klasse", "soort")) == [
        ("bestaand", "bestuursverklaring"),
        ("bestaand", "aansprakelijkheid"),
    ]
    assert (ronde.criteria.count(), ronde.diensten.count(), str(ronde.tarief)) == (0, 1, "69.00")
    assert list(ronde.landelijke_bedragen.values_list("jaar", flat=True)) == [2019]
    bladzijde = tekst(response)
    assert "Verlenging van overeenkomsten van" in bladzijde
    assert "Criteria voor de selectie" not in bladzijde


def test_wat_niet_kan_staat_bij_het_formulier_en_wat_getypt_is_blijft(client):
    van = gepubliceerde_ronde()
    client.force_login(beheerder())
    velden = {"naam": "Verlenging 2021", "code": "v-2021", "ingang_op": "2021-01-01", "tot": "2021-12-31"}
    response = client.post(reverse("ronde_verlengen", args=[van.code]), velden)
    assert response.status_code == 422
    assert "Verlengen kan tot en met donderdag 31 december 2020." in tekst(response)
    assert 'value="v-2021"' in response.text
    assert not Inkoopronde.objects.filter(soort=Rondesoort.VERLENGING).exists()


def test_een_concept_kan_niet_verlengd_worden_en_een_manager_maakt_er_geen(client):
    with pytest.raises(RegelFout, match="gepubliceerde ronde"):
        maak(volledige_ronde())
    log_in(client, manager())
    assert client.get(reverse("ronde_verlengen", args=["2018-2020"])).status_code == 403


def test_dezelfde_verlenging_komt_er_maar_een_keer():
    van = gepubliceerde_ronde()
    eerste = maak(van)
    with pytest.raises(RegelFout, match="bestaat al een verlengingsronde"):
        maak(van, code="nog-eens")
    with pytest.raises(IntegrityError, match="verlenging_heeft_voorganger"), transaction.atomic():
        Inkoopronde.objects.filter(pk=eerste.pk).update(voorganger=None)


@pytest.mark.clausule("IK-063")
def test_nog_een_jaar_is_een_eigen_ronde_tot_en_met_de_uiterste_dag():
    eerste = gepubliceerde_verlenging()
    tweede = maak(eerste, code="v-2020", ingang_op=date(2020, 1, 1), tot=date(2020, 12, 31))
    assert (tweede.voorganger, tweede.looptijd_bestaand_tot) == (eerste, date(2020, 12, 31))
    assert list(tweede.eisen.values_list("titel", flat=True)) == list(eerste.eisen.values_list("titel", flat=True))
    with pytest.raises(RegelFout, match="donderdag 31 december 2020"):
        maak(eerste, code="v-2021", ingang_op=date(2020, 1, 1), tot=date(2021, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk_maken_er_een():
    van = gepubliceerde_ronde()
    uitslagen = tegelijk(lambda code: maak(van, code=code), ("een", "twee"))
    assert sorted(type(uitslag).__name__ for uitslag in uitslagen) == ["Inkoopronde", "RegelFout"]
    assert Inkoopronde.objects.filter(soort=Rondesoort.VERLENGING).count() == 1


def test_publiceren_wordt_bij_naam_geweigerd():
    ronde = maak()
    leeg = [
        *("Publicatie en start van de inschrijving", "Sluiting van de inschrijving"),
        *("Beoordeling door de zorgkantoren", "Bekendmaking van de beslissingen", "Einde van de tijd voor bezwaar"),
        "Sluiten van de verlengingen",
    ]
    assert belemmeringen_publicatie(ronde) == [
        *(f"Het moment ‘{naam}’ is niet ingevuld." for naam in leeg),
        "Het document ‘Addendum bij de overeenkomst’ ontbreekt.",
    ]
    with pytest.raises(RegelFout, match="Addendum bij de overeenkomst"):
        publiceer(ronde_id=ronde.pk, door=beheerder())


def test_wat_er_niet_bij_hoort_wordt_bij_naam_genoemd():
    ronde = gepubliceerde_verlenging()
    assert belemmeringen_publicatie(ronde) == []
    Selectiecriterium.objects.create(ronde=ronde, volgnummer=1, code="leemte", titel="Leemte")
    Documenteis.objects.create(ronde=ronde, klasse=Klasse.NIEUW, volgnummer=1, soort="vog", titel="VOG")
    ronde.eisen.update(uit_register=False)
    ronde.toewijzingen.filter(regio__naam="Utrecht").update(plaatsen=2)
    ronde.looptijd_bestaand_tot = date(2021, 1, 1)
    assert belemmeringen_publicatie(ronde) == [
        "‘Te verlengen tot uiterlijk’ mag niet vóór ‘Verlenging tot en met’ liggen.",
        "Het landelijk bedrag van 2020 ontbreekt. Is het nog niet bekend? Laat het bedrag dan leeg.",
        "Het landelijk bedrag van 2021 ontbreekt. Is het nog niet bekend? Laat het bedrag dan leeg.",
        "Er is geen eis per regio die het contractregister gebruikt. Zo blijkt niet wie een overeenkomst heeft.",
        "Er zijn criteria ingevuld. Een verlengingsronde heeft geen selectie: haal ze weg.",
        "Er zijn documenten voor een nieuwe organisatie ingevuld. Die doet niet mee: haal ze weg.",
        "Bij regio Utrecht staan plaatsen. Een verlengingsronde heeft geen plaats voor nieuwe organisaties.",
    ]


def test_er_is_hooguit_een_eis_uit_het_register():
    ronde = maak()
    eerste = ronde.eisen.get(nummer=1)
    with pytest.raises(RegelFout, match="al een eis die het contractregister gebruikt"):
        bewaar_rij(ronde_id=ronde.pk, model=Minimumeis, pk=eerste.pk, velden={"uit_register": True}, door=beheerder())


def test_een_gewone_ronde_vraagt_niet_naar_het_register_en_een_verlenging_niet_naar_plaatsen(client):
    ronde = maak()
    client.force_login(beheerder())

    def velden(code, naam, *args):
        return set(client.get(reverse(naam, args=[code, *args])).context["form"].fields)

    assert "uit_register" not in velden("2018-2020", "ronde_rij_nieuw", "eisen")
    assert "uit_register" in velden(ronde.code, "ronde_rij_nieuw", "eisen")
    assert velden(ronde.code, "ronde_regio_wijzigen", "utrecht") == {"uitvoerder"}
    parameters = velden(ronde.code, "ronde_deel", "parameters")
    assert {"tarief", "looptijd_bestaand_tot", "verlenging_tot"} <= parameters
    assert parameters.isdisjoint({"maximum_per_regio", "referentiejaar", "looptijd_nieuw_tot"})
    assert "heropening_op" not in velden(ronde.code, "ronde_deel", "tijdschema")


def test_de_datums_zijn_gewoon_te_wijzigen():
    ronde = maak()
    wijzig_ronde(ronde_id=ronde.pk, velden=TIJDSCHEMA, door=beheerder())
    ronde.refresh_from_db()
    assert {naam: getattr(ronde, naam) for naam in TIJDSCHEMA} == TIJDSCHEMA


def test_de_openbare_bladzijde_zegt_voor_wie_en_noemt_geen_selectie(client):
    ronde = gepubliceerde_verlenging()
    bladzijde = tekst(client.get(ronde.get_absolute_url()))
    assert "Alleen voor wie nu een overeenkomst heeft" in bladzijde
    assert "van dinsdag 1 januari 2019 tot en met dinsdag 31 december 2019" in bladzijde
    assert "U kunt nu instemmen met verlenging, tot en met zondag 29 juli 2018, 17:00 uur." in bladzijde
    assert "Instemmingsverklaring" in bladzijde
    mag_niet = ("Selectie van nieuwe", "Nieuwe organisatie", "ten hoogste", "loot")
    assert [woord for woord in mag_niet if woord in bladzijde] == []
    mijlpalen = bladzijde[bladzijde.index("Alle tijden") : bladzijde.index("Alle datums")]
    assert "Sluiten van de verlengingen" in mijlpalen
    assert "Ingang van de verlenging" in mijlpalen
    regio = tekst(client.get(reverse("regio", args=[ronde.code, "utrecht"])))
    assert "Dan stemt u in met de verlenging bij" in regio
    assert "Leemten" not in regio


def test_de_agenda_noemt_de_verlenging():
    bestand = agenda(gepubliceerde_verlenging()).decode().replace("\r\n ", "")
    titels = re.findall(r"SUMMARY:([^:]+): ", bestand)
    assert titels == [
        "Instemmen met verlenging kan",
        "Sluiting van de inschrijving",
        "Beoordeling door de zorgkantoren begint",
        "Bekendmaking van de beslissingen",
        "Laatste moment voor bezwaar",
        "Sluiten van de verlengingen begint",
        "Ingang van de verlenging",
        "Laatste dag van de verlenging",
    ]
