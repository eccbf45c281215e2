"""Onderaannemers: reported, answered, begun, ended; nothing without an answer (OV-089 to OV-095, A70)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from overeenkomst import actions
from overeenkomst.models import Onderaannemer, Onderaannemervraag, Overeenkomst
from overeenkomst.queries import contracten, eigenwerk, onderaannemers
from overeenkomst.rules import onderaannemer as regels
from overeenkomst.states import Onderaannemerstatus
from partijen.states import Rolsoort
from publicatie.models import Minimumeis
from tests.bekendmaking.toneel import BESTAAND
from tests.factories import RolFactory, zet_klok
from tests.factories_overeenkomst import AanbiedingFactory, OnderaannemerFactory
from tests.overeenkomst.geldhulp import overeenkomst
from tests.overeenkomst.toneel import Contracttoneel
from tests.race import tegelijk

VELDEN = {
    "naam": "Praktijk Rietzanger",
    "kvk_nummer": "87654321",
    "werk": "Bezoeken aan huis.",
    "vanaf": date(2018, 2, 1),
    "aandeel": Decimal("20"),
    "zelfde_eisen": True,
    "geen_facturen": True,
}


class Vogels(Contracttoneel):
    """An overeenkomst in force, on 15 January 2018, with who signs for the organisation."""

    def __init__(self):
        super().__init__({"Utrecht": BESTAAND, "Zwolle": BESTAAND})
        self.overeenkomst = overeenkomst(self.dossier.regios.first(), "van_kracht")
        AanbiedingFactory(overeenkomst=self.overeenkomst)
        self.baas = self.tekenaar()
        self.inkoper = self.toneel.inkoper
        zet_klok("2018-01-15 10:00")

    def meld(self, **velden) -> Onderaannemer:
        regios = [self.dossier.regios.order_by("pk").first().pk]
        gevraagd = {"regios": regios, "door": self.baas}
        gevraagd |= {naam: velden.pop(naam) for naam in tuple(gevraagd) if naam in velden}
        melding = regels.Melding(**VELDEN | velden)
        return actions.meld_onderaannemer(overeenkomst_id=self.overeenkomst.pk, melding=melding, **gevraagd)

    def antwoord(self, rij, akkoord=True, **velden):
        wie = {"onderaannemer_id": rij.pk, "reden": "Bekend in de regio.", "door": self.inkoper}
        return actions.beantwoord_onderaannemer(akkoord=akkoord, **wie | velden)


@pytest.fixture
def vogels(db):
    return Vogels()


def post_van(rij: Onderaannemer, sjabloon: str) -> list[str]:
    return list(
        Bericht.objects.filter(over=f"overeenkomst.onderaannemer:{rij.pk}:{sjabloon}").values_list("tekst", flat=True)
    )


# Rules


@pytest.mark.parametrize("vanaf", [date(2018, 1, 15), date(2018, 1, 14), date(2021, 1, 1)])
def test_melden_gaat_vooraf_en_binnen_de_looptijd(vanaf):
    with pytest.raises(RegelFout):
        regels.eis_vooraf(vanaf, vandaag=date(2018, 1, 15), eind=date(2020, 12, 31))
    regels.eis_vooraf(date(2018, 1, 16), vandaag=date(2018, 1, 15), eind=date(2020, 12, 31))


@pytest.mark.clausule("OV-093")
def test_alle_delen_samen_zijn_niet_meer_dan_het_geheel():
    regels.eis_aandeel(Decimal("30"), {"Utrecht": Decimal("70"), "Zwolle": Decimal(0)})
    with pytest.raises(RegelFout, match=r"In Utrecht is al 70,5% .* nog 29,5% over"):
        regels.eis_aandeel(Decimal("30"), {"Zwolle": Decimal(0), "Utrecht": Decimal("70.5")})
    for fout in ("0", "-1", "100.01"):
        with pytest.raises(RegelFout, match="hoger is dan 0"):
            regels.eis_aandeel(Decimal(fout), {})
    assert regels.uren(Decimal("33.33"), Decimal("1000.05")) == Decimal("333.31")


def test_beginnen_niet_voor_de_gemelde_dag_het_akkoord_of_vandaag():
    dagen = {"vanaf": date(2018, 2, 1), "akkoord_op": date(2018, 2, 5), "vandaag": date(2018, 2, 8)}
    regels.eis_mag_beginnen(date(2018, 2, 5), **dagen)
    for te_vroeg in (date(2018, 1, 31), date(2018, 2, 4)):
        with pytest.raises(RegelFout, match="niet beginnen voor maandag 5 februari 2018"):
            regels.eis_mag_beginnen(te_vroeg, **dagen)
    with pytest.raises(RegelFout, match="pas in als"):
        regels.eis_mag_beginnen(date(2018, 2, 9), **dagen)


# The life of one


@pytest.mark.clausule("OV-089", "OV-090")
def test_gemeld_akkoord_begonnen_en_beeindigd_met_bericht_aan_beide(vogels):
    rij = vogels.meld()
    assert [regio.toewijzing.regio.naam for regio in rij.regios.all()] == ["Utrecht"]
    begin = {"onderaannemer_id": rij.pk, "door": vogels.baas}
    zet_klok("2018-02-03 10:00")
    with pytest.raises(RegelFout, match="Geen antwoord is geen akkoord"):
        actions.begin_onderaannemer(op=date(2018, 2, 3), **begin)
    assert not Onderaannemer.objects.filter(begonnen_op__isnull=False).exists()
    vogels.antwoord(rij)
    with pytest.raises(RegelFout, match="niet beginnen voor zaterdag 3 februari"):
        actions.begin_onderaannemer(op=date(2018, 2, 2), **begin)
    rij = actions.begin_onderaannemer(op=date(2018, 2, 3), **begin)
    assert (rij.status, rij.begonnen_op) == (Onderaannemerstatus.BEGONNEN, date(2018, 2, 3))
    zet_klok("2018-03-10 10:00")
    einde = {"onderaannemer_id": rij.pk, "reden": "Klachten van cliënten.", "door": vogels.inkoper}
    with pytest.raises(RegelFout, match="tot en met vandaag"):
        actions.beeindig_onderaannemer(op=date(2018, 3, 11), **einde)
    rij = actions.beeindig_onderaannemer(op=date(2018, 3, 9), **einde)
    assert (rij.status, rij.laatste_dag) == (Onderaannemerstatus.BEEINDIGD, date(2018, 3, 9))
    assert [len(post_van(rij, s)) for s in ("gemeld", "beantwoord", "begonnen", "beeindigd")] == [2, 2, 2, 2]
    assert all("Klachten van cliënten." in tekst for tekst in post_van(rij, "beeindigd"))
    assert [gebeurd.wat for gebeurd in contracten.leven(vogels.overeenkomst)] == [
        "Onderaannemer gemeld",
        "Akkoord met onderaannemer",
        "Onderaannemer begonnen",
        "Onderaannemer beëindigd",
    ]


@pytest.mark.clausule("OV-090")
def test_een_geweigerde_kan_niet_beginnen_en_mag_later_opnieuw_gemeld(vogels):
    rij = vogels.meld()
    with pytest.raises(RegelFout, match="reden"):
        vogels.antwoord(rij, False, reden=" ")
    vogels.antwoord(rij, False, reden="Heeft geen netwerk hier.")
    zet_klok("2018-02-03 10:00")
    with pytest.raises(RegelFout, match="‘Geweigerd’"):
        actions.begin_onderaannemer(onderaannemer_id=rij.pk, op=date(2018, 2, 3), door=vogels.baas)
    assert ["Heeft geen netwerk hier." in tekst for tekst in post_van(rij, "beantwoord")] == [True, True]
    with pytest.raises(RegelFout, match="‘Geweigerd’"):
        vogels.antwoord(rij)
    assert vogels.meld(vanaf=date(2018, 3, 1)).status == Onderaannemerstatus.GEMELD


@pytest.mark.clausule("OV-092", "OV-095")
def test_zonder_verklaringen_of_met_een_gebrek_geen_onderaannemer(vogels):
    for verklaring in ("zelfde_eisen", "geen_facturen"):
        with pytest.raises(RegelFout, match="Zonder beide verklaringen"):
            vogels.meld(**{verklaring: False})
        with pytest.raises(IntegrityError, match="onderaannemer_met_verklaringen"), transaction.atomic():
            OnderaannemerFactory(overeenkomst=vogels.overeenkomst, **{verklaring: False})
    rij = vogels.meld()
    eis = Minimumeis.objects.filter(ronde=vogels.ronde).first()
    toets = {"onderaannemer_id": rij.pk, "eis_id": eis.pk, "door": vogels.inkoper}
    with pytest.raises(RegelFout, match="niet voldoet"):
        actions.toets_onderaannemer(voldoet=False, motivering="", **toets)
    actions.toets_onderaannemer(voldoet=False, motivering="Geen registratie.", **toets)
    with pytest.raises(RegelFout, match=f"Eis {eis.nummer} is getoetst als"):
        vogels.antwoord(rij)
    actions.toets_onderaannemer(voldoet=True, motivering="Nu wel.", **toets)
    assert vogels.antwoord(rij).status == Onderaannemerstatus.AKKOORD


@pytest.mark.clausule("OV-089")
def test_wat_geen_goede_melding_is_wordt_niet_bewaard(vogels):
    andere = Contracttoneel.partij(vogels, {"Zwolle": BESTAAND}, organisatie__kvk_nummer="55554444")
    for velden, waarom in (
        ({"kvk_nummer": vogels.dossier.organisatie.kvk_nummer}, "uw eigen organisatie"),
        ({"regios": [andere.regios.get().pk]}, "regio’s van deze overeenkomst"),
        ({"regios": []}, "regio’s van deze overeenkomst"),
        ({"vanaf": date(2018, 1, 15)}, "voordat die begint"),
        ({"werk": " "}, "wat de onderaannemer doet"),
    ):
        with pytest.raises(RegelFout, match=waarom):
            vogels.meld(**velden)
    assert not Onderaannemer.objects.exists()
    vogels.meld(aandeel=Decimal(90))
    with pytest.raises(RegelFout, match="is al gemeld"):
        vogels.meld()
    with pytest.raises(RegelFout, match="nog 10% over"):
        vogels.meld(kvk_nummer="11112222")
    Overeenkomst.objects.filter(pk=vogels.overeenkomst.pk).update(status="beeindigd")
    with pytest.raises(RegelFout, match="zolang de overeenkomst loopt"):
        vogels.meld(kvk_nummer="11112222", aandeel=None)


@pytest.mark.clausule("OV-093")
def test_het_zorgkantoor_vraagt_en_de_organisatie_geeft_haar_aandeel(vogels):
    rij = vogels.meld(aandeel=None)
    vraag = {"onderaannemer_id": rij.pk, "vraag": "Welk deel van de uren?", "door": vogels.inkoper}
    actions.vraag_naar_onderaannemer(**vraag)
    with pytest.raises(RegelFout, match="al een vraag open"):
        actions.vraag_naar_onderaannemer(**vraag)
    assert eigenwerk.wacht_op(vogels.baas) == [
        (
            "Beantwoord de vraag over onderaannemer Praktijk Rietzanger",
            vogels.uitvoerder.zorgkantoor,
            reverse("mijn_onderaannemer", args=[rij.pk]),
        )
    ]
    assert eigenwerk.wacht_op(vogels.inkoper) == []
    antwoord = {"onderaannemer_id": rij.pk, "antwoord": "Een kwart.", "door": vogels.baas}
    regel = actions.beantwoord_onderaannemervraag(aandeel=Decimal(25), **antwoord)
    with pytest.raises(RegelFout, match="geen vraag open"):
        actions.beantwoord_onderaannemervraag(aandeel=Decimal(25), **antwoord)
    assert eigenwerk.wacht_op(vogels.baas) == []
    rij.refresh_from_db()
    afspraak = rij.regios.get().afspraken.get()
    assert onderaannemers.uren_per_regio(rij) == [("Utrecht", 2018, afspraak.uren / 4, afspraak.uren)]
    assert [len(post_van(rij, f"{s}:{regel.pk}")) for s in ("vraag", "vraag_beantwoord")] == [2, 2]


def test_wat_op_de_organisatie_wacht_vraagt_niet_meer_bij_drie_dan_bij_een(vogels):
    def vragen():
        with CaptureQueriesContext(connection) as gesteld:
            taken = eigenwerk.wacht_op(vogels.baas)
        return len(taken), len(gesteld)

    aantallen = []
    for kvk in ("11111111", "22222222", "33333333"):
        rij = vogels.meld(kvk_nummer=kvk, aandeel=None)
        actions.vraag_naar_onderaannemer(onderaannemer_id=rij.pk, vraag="Waar?", door=vogels.inkoper)
        aantallen.append(vragen())
    (een, bij_een), _, (drie, bij_drie) = aantallen
    assert (een, drie, bij_een) == (1, 3, bij_drie)


@pytest.mark.clausule("OV-091")
def test_een_onderaannemer_is_geen_partij(vogels):
    """With an account of its own, under the same KvK-nummer, it sees and does nothing here."""
    vogels.meld()
    eigen = RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie__kvk_nummer=VELDEN["kvk_nummer"]).gebruiker
    assert not Overeenkomst.objects.zichtbaar_voor(eigen).exists()
    assert not Onderaannemer.objects.van_organisatie(eigen).exists()
    with pytest.raises(PermissionDenied):
        vogels.meld(door=eigen, kvk_nummer="11112222")


@pytest.mark.parametrize("wie", ["baas", "inkoper"])
def test_elke_kant_doet_alleen_het_hare(vogels, wie):
    rij, door = vogels.meld(), getattr(vogels, wie)
    van_de_ander = {
        "baas": [
            lambda: vogels.antwoord(rij, door=door),
            lambda: actions.vraag_naar_onderaannemer(onderaannemer_id=rij.pk, vraag="?", door=door),
        ],
        "inkoper": [
            lambda: vogels.meld(door=door),
            lambda: actions.trek_melding_in(onderaannemer_id=rij.pk, reden="x", door=door),
            lambda: actions.begin_onderaannemer(onderaannemer_id=rij.pk, op=date(2018, 2, 1), door=door),
        ],
    }
    for daad in van_de_ander[wie]:
        with pytest.raises(PermissionDenied):
            daad()


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"status": "akkoord"}, "onderaannemer_antwoord_met_reden"),
        ({"status": "ingetrokken"}, "onderaannemer_einde_met_reden"),
        ({"begonnen_op": date(2018, 3, 1)}, "onderaannemer_begint_na_antwoord"),
        ({"aandeel": Decimal("100.01")}, "onderaannemer_aandeel"),
        ({"kvk_nummer": "1234567"}, "onderaannemer_kvk_acht_cijfers"),
        ({"akkoord": True, "status": "begonnen"}, "onderaannemer_begonnen_met_dag"),
        ({"akkoord": True, "begonnen_op": date(2018, 1, 31)}, "onderaannemer_begint_na_antwoord"),
    ],
)
def test_de_databank_weigert_ook(vogels, velden, naam):
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        OnderaannemerFactory(overeenkomst=vogels.overeenkomst, **velden)


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_bij_elke_daad():
    """The same KvK-nummer twice, yes and no, answer and withdrawal, two questions: one wins, the other hears why."""
    vogels = Vogels()

    def fouten(*daden):
        return sum(isinstance(uit, RegelFout) for uit in tegelijk(lambda doe: doe(), daden))

    tweede = vogels.tekenaar()
    assert fouten(vogels.meld, lambda: vogels.meld(door=tweede)) == 1
    assert fouten(*[lambda k=k: vogels.meld(kvk_nummer=k, aandeel=Decimal(60)) for k in ("11111111", "22222222")]) == 1
    rij = Onderaannemer.objects.get(kvk_nummer=VELDEN["kvk_nummer"])
    vraag = {"onderaannemer_id": rij.pk, "vraag": "Wie?", "door": vogels.inkoper}
    assert fouten(*[lambda: actions.vraag_naar_onderaannemer(**vraag)] * 2) == 1
    assert Onderaannemervraag.objects.count() == 1
    antwoord = {"onderaannemer_id": rij.pk, "antwoord": "Zij.", "aandeel": None, "door": vogels.baas}
    assert fouten(*[lambda: actions.beantwoord_onderaannemervraag(**antwoord)] * 2) == 1
    assert fouten(*[lambda ja=ja: vogels.antwoord(rij, ja) for ja in (True, True)]) == 1
    assert len(post_van(rij, "beantwoord")) == 2
    zet_klok("2018-02-03 10:00")
    begin = {"onderaannemer_id": rij.pk, "op": date(2018, 2, 3), "door": vogels.baas}
    assert fouten(*[lambda: actions.begin_onderaannemer(**begin)] * 2) == 1
    einde = {"onderaannemer_id": rij.pk, "op": date(2018, 2, 3), "reden": "Klaar."}
    assert (
        fouten(*[lambda w=w: actions.beeindig_onderaannemer(door=w, **einde) for w in (vogels.baas, vogels.inkoper)])
        == 1
    )
    ander = Onderaannemer.objects.exclude(pk=rij.pk).get()
    trek_in = {"onderaannemer_id": ander.pk, "reden": "Toch niet.", "door": vogels.baas}
    assert fouten(lambda: vogels.antwoord(ander), lambda: actions.trek_melding_in(**trek_in)) == 1


# Screens


@pytest.mark.clausule("OV-089", "OV-090", "OV-093")
def test_schermen_van_melding_tot_antwoord(vogels, client):
    client.force_login(vogels.baas)
    adres = reverse("onderaannemer_melden", args=[vogels.dossier.kenmerk])
    velden = VELDEN | {"vanaf": "2018-01-15", "aandeel": "12,5", "zelfde_eisen": "on", "geen_facturen": "on"}
    velden["regios"] = [rij.pk for rij in vogels.dossier.regios.all()]
    fout = client.post(adres, velden)
    assert (fout.status_code, "voordat die begint" in fout.content.decode()) == (422, True)
    assert 'value="Praktijk Rietzanger"' in fout.content.decode()
    zonder = client.post(adres, {**velden, "geen_facturen": ""})
    assert (zonder.status_code, list(zonder.context["form"].errors)) == (422, ["geen_facturen"])
    client.post(adres, velden | {"vanaf": "2018-02-01"})
    rij = Onderaannemer.objects.get()
    assert (rij.aandeel, rij.regios.count()) == (Decimal("12.5"), 2)
    assert "mag nog niet beginnen" in client.get(reverse("mijn_onderaannemer", args=[rij.pk])).content.decode()
    client.force_login(vogels.inkoper)
    taak = onderaannemers.werk_voor(vogels.inkoper)
    assert [(t[0], t[2]) for t in taak] == [
        ("Antwoorden op onderaannemer Praktijk Rietzanger", reverse("onderaannemer", args=[rij.pk]))
    ]
    daad = reverse("onderaannemer_daad", args=[rij.pk, "antwoord"])
    leeg = client.post(daad, {"akkoord": "ja", "reden": ""})
    assert (leeg.status_code, leeg.context["daden"][0][1]["akkoord"].value()) == (422, "ja")
    client.post(daad, {"akkoord": "ja", "reden": "Bekend in de regio."})
    rij.refresh_from_db()
    assert (rij.status, onderaannemers.werk_voor(vogels.inkoper)) == ("akkoord", [])
    bladzijde = client.get(reverse("overeenkomst", args=[vogels.dossier.kenmerk])).content.decode()
    assert reverse("onderaannemer", args=[rij.pk]) in bladzijde
    assert client.post(reverse("onderaannemer_daad", args=[rij.pk, "intrekken"])).status_code == 404


def test_de_lijst_zet_voorop_wat_wacht_en_gaat_naar_excel(vogels, client):
    client.force_login(vogels.inkoper)
    lijst = reverse("onderaannemers")

    def vragen():
        with CaptureQueriesContext(connection) as gezien:
            antwoord = client.get(lijst)
        return antwoord, len(gezien)

    vogels.antwoord(vogels.meld(naam="A Klaar"))
    vragen()
    _, een = vragen()
    vogels.meld(naam="C Later", kvk_nummer="11111111", vanaf=date(2018, 3, 1))
    vogels.meld(naam="B Eerst", kvk_nummer="22222222", vanaf=date(2018, 1, 20))
    antwoord, drie = vragen()
    assert een == drie
    assert [rij.record.naam for rij in antwoord.context["tabel"].rows] == ["B Eerst", "C Later", "A Klaar"]
    zet_klok("2018-01-25 10:00")
    voorbij = client.get(lijst, {"stand": "voorbij", "zoek": "2222"})
    assert [rij.get_cell("open") for rij in voorbij.context["tabel"].rows] == ["10"]
    assert "Begindag voorbij" in voorbij.context["tabel"].rows[0].get_cell("status")
    blad = load_workbook(BytesIO(client.get(reverse("onderaannemers_export"), {"zoek": "Later"}).content)).active
    assert [[cel.value for cel in rij][:2] for rij in blad.iter_rows(min_row=2)] == [["C Later", "11111111"]]
    client.force_login(vogels.baas)
    assert "Zorgkantoor" in client.get(reverse("mijn_onderaannemers")).content.decode()
    assert client.get(reverse("mijn_onderaannemers_export")).status_code == 200
