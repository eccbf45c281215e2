"""What is agreed per region, the overeenkomst van opdracht of each, and what the document holds (OV-007 to OV-149)."""

import json
import subprocess

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from inschrijving.models import Dekking
from kern.fouten import RegelFout
from kluis.actions import lees
from overeenkomst import actions, document
from overeenkomst.inlezen import tekst
from overeenkomst.models import Regioafspraak
from overeenkomst.rules import contract as contractregels
from publicatie.models import Gemeente, Rondedocument
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import RolFactory, StukFactory
from tests.overeenkomst.hulp import ingelezen, lid
from tests.overeenkomst.test_contractregels import FEITEN
from tests.overeenkomst.toneel import Contracttoneel
from tests.overeenkomst.voorbeeldtekst import VOORBEELD
from uitvoering.models import Productierapportage
from uitvoering.rules.productieblad import KOLOMKOPPEN


def pdftekst(inhoud: bytes) -> str:
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=inhoud, capture_output=True, check=True)
    return " ".join(uit.stdout.decode().split())


@pytest.mark.django_db
@pytest.mark.clausule("OV-035", "OV-145", "OV-149")
def test_per_regio_een_overeenkomst_van_opdracht_met_wat_daar_is_afgesproken(client):
    toneel = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    ingelezen(toneel.ronde, VOORBEELD.replace("2030", "2018"))
    utrecht = toneel.dossier.regios.get(toewijzing__regio__naam="Utrecht")
    scherm = reverse("overeenkomst_regioafspraken", args=[toneel.dossier.kenmerk])
    client.force_login(toneel.toneel.inkoper)
    client.post(scherm, {f"regio_{utrecht.pk}": "Elke maand een spreekuur."})
    assert client.get(scherm).context["form"].fields[f"regio_{utrecht.pk}"].initial == "Elke maand een spreekuur."
    rij = toneel.bied_aan()
    papier = pdftekst(lees(rij.aanbiedingen.get().stuk))
    naam = toneel.dossier.organisatie.statutaire_naam
    for regio in ("Utrecht", "Zwolle"):
        kop = f"Overeenkomst van opdracht voor {regio} Opdrachtgever is Zorgkantoor IJsvogel, opdrachtnemer is {naam}."
        assert kop in papier
    assert papier.count("€ 69.000,00") == 2
    assert papier.count("Elke maand een spreekuur.") == 1
    velden = {"inschrijving_id": toneel.dossier.pk, "teksten": {utrecht.pk: "Anders."}}
    with pytest.raises(RegelFout, match="al aangeboden"):
        actions.bewaar_regioafspraken(**velden, door=toneel.manager)
    with pytest.raises(PermissionDenied):
        actions.bewaar_regioafspraken(**velden, door=RolFactory(bij_uitvoerder=True).gebruiker)
    actions.trek_aanbod_in(overeenkomst_id=rij.pk, reden="Er mist iets.", door=toneel.manager)
    actions.bewaar_regioafspraken(**velden | {"teksten": {utrecht.pk: " "}}, door=toneel.manager)
    assert not Regioafspraak.objects.exists()


@pytest.mark.django_db
@pytest.mark.clausule("OV-040", "OV-011", "OV-017")
def test_ongedekte_gemeenten_en_elke_bijlage_met_haar_versie_staan_erbij():
    toneel = Contracttoneel()
    deel = toneel.dossier.regios.get()
    for nummer, slot in enumerate(("kader", "bijlage-6")):
        velden = {"slot": slot, "versie": 2, "titel": slot, "volgnummer": nummer}
        Rondedocument.objects.create(ronde=toneel.ronde, stuk=StukFactory(), **velden)
    regio = deel.toewijzing.regio
    for code, naam in (("GM9101", "Achterbos"), ("GM9102", "Voorbos")):
        lid(code, naam, regio)
    Dekking.objects.filter(regioinschrijving=deel).delete()
    Dekking.objects.create(regioinschrijving=deel, gemeente=Gemeente.objects.get(naam="Achterbos"))
    feiten = document.feiten(toneel.dossier)
    regels = contractregels.regels(feiten)
    assert regels["Niet gedekt in Utrecht"].split(", ") == [
        naam for naam in feiten["regios"][0]["gemeenten"] if naam != "Achterbos"
    ]
    assert "Voorbos" in regels["Niet gedekt in Utrecht"]
    versies = {rij["naam"]: rij["versie"] for rij in feiten["bijlagen"]}
    assert versies == {"Ondertekende bestuursverklaring": 1, "kader": 2, "bijlage-6": 2}
    rij = toneel.bied_aan()
    stukken = set(rij.aanbiedingen.get().bijlagen.values_list("pk", flat=True))
    assert {bijlage["stuk"] for bijlage in feiten["bijlagen"]} == stukken


@pytest.mark.django_db
@pytest.mark.clausule("OV-182")
def test_het_contractdossier_verwijst_naar_bijlage_5_en_het_register_heeft_haar_velden(client, settings):
    toneel = Contracttoneel()
    ronde = json.loads((settings.BASE_DIR / "fixtures" / "ronde-2027-2028.json").read_text(encoding="utf-8"))
    [vijf] = [rij for rij in ronde["documenten"] if rij["slot"] == "bijlage-5"]
    leeg = Rondedocument.objects.create(ronde=toneel.ronde, **vijf)
    with pytest.raises(RegelFout, match=vijf["titel"]):
        toneel.bied_aan()
    leeg.delete()
    stuk = Rondedocument.objects.create(ronde=toneel.ronde, stuk=StukFactory(), **vijf).stuk
    toneel.bied_aan()
    for naam, wie in (("overeenkomst", toneel.manager), ("mijn_overeenkomst", toneel.tekenaar())):
        client.force_login(wie)
        pagina = client.get(reverse(naam, args=[toneel.dossier.kenmerk])).content.decode()
        bestand = reverse(f"{naam}_bestand", args=[toneel.dossier.kenmerk, stuk.pk])
        assert f'<a class="utrecht-link" href="{bestand}">Bijlage 5: Registratie</a>' in pagina
    assert KOLOMKOPPEN == ("Dienst", "Uren", "Ondersteuningsvragen")
    assert "unieke_clienten" in {veld.name for veld in Productierapportage._meta.fields}


@pytest.mark.clausule("OV-007", "OV-015", "OV-016")
def test_de_overwegingen_en_elke_bijlage_van_de_tekst_staan_in_het_document():
    erbij = "Bijlage 4\n\nOnze omgang\n\nWij zijn aardig.\n\nBijlage 5\n\nHet tellen\n\nWij tellen nesten.\n\n"
    i = VOORBEELD.rindex("Bijlage\n")
    gelezen = tekst.lees(VOORBEELD[:i] + erbij + VOORBEELD[i:])
    delen = contractregels.papier(gelezen, FEITEN, [])

    def woorden(deel):
        return " ".join(stuk for blok in deel.blokken for regel in blok.regels for stuk, _ in regel)

    per_sleutel = {deel.sleutel: woorden(deel) for deel in delen}
    assert "het nut van nestkasten" in per_sleutel["onderdeel-d"]
    assert "Wij zijn aardig." in per_sleutel["bijlage-4"]
    assert "Wij tellen nesten." in per_sleutel["bijlage-5"]
