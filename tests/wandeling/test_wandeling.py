"""The whole walk on the real round 2018-2020, in Chromium with JavaScript off: every person an own browser."""

from datetime import date

import pytest

from bekendmaking.tasks import geef_vrij
from beoordeling.models import Contract
from berichten.models import Bericht
from inschrijving.models import Inschrijving
from inschrijving.states import Ervaringsoort
from kern.fouten import RegelFout
from overeenkomst import actions as overeenkomst
from overeenkomst import document
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker, WlzUitvoerder
from publicatie.models import Regio
from tests.beoordeling.hulp import beoordeel
from tests.factories import OrganisatieFactory
from tests.factories_overeenkomst import ContractgegevensFactory, PrijsvolumeafspraakFactory
from tests.inschrijving.hulp import dien_in, volledige_inschrijving
from tests.wandeling import organisatie, slot, zorgkantoor

KVK_KIEKENDIEF = "90000001"


def contract(kvk: str, naam: str, sleutel: str) -> None:
    Contract.objects.create(
        kvk_nummer=kvk,
        naam=naam,
        uitvoerder=WlzUitvoerder.objects.get(code="menzis"),
        regio=Regio.objects.get(sleutel=sleutel),
        van=date(2017, 1, 1),
        tot=date(2017, 12, 31),
    )


def schrijf_anderen_in(ronde) -> None:
    """Two bestaande and two nieuwe parties in Twente, through the real actions."""
    for nummer, (naam, klasse, ervaring) in enumerate(
        [
            ("Stichting Wulp Oost", "bestaand", ()),
            ("Coöperatie Tapuit", "bestaand", ()),
            ("Coöperatie Tureluur", "nieuw", (Ervaringsoort.WMO_CONTRACT,)),
            ("Veldleeuwerik Zorgadvies", "nieuw", (Ervaringsoort.ANDERSZINS,)),
        ]
    ):
        partij = OrganisatieFactory(statutaire_naam=naam, kvk_nummer=f"9100000{nummer}")
        if klasse == "bestaand" or "Veldleeuwerik" in naam:
            contract(partij.kvk_nummer, naam, "twente" if klasse == "bestaand" else "groningen")
        rij = volledige_inschrijving(
            ronde=ronde,
            uitvoerder=WlzUitvoerder.objects.get(code="menzis"),
            organisatie=partij,
            regios={"Twente": klasse},
            ervaring=ervaring,
            ondersteuners=4,
            geregistreerd=4,
        )
        dien_in(rij, rij.bestuursverklaring.getekend_door)


FEITEN = {
    "Stichting Kiekendief Ondersteuning": {"2b": False, "2c": True},
    "Coöperatie Tureluur": {"2a": True, "2b": True, "2c": True},
    "Veldleeuwerik Zorgadvies": {"2b": False, "2c": True},
}


@pytest.mark.browser
@pytest.mark.clausule("IK-085", "IK-169", "IK-195")
def test_van_publicatie_tot_bezwaar(ronde, klok, wandelaar, tmp_path):
    klok("2017-06-10 10:00")
    bestuur = wandelaar()
    bestuur.ga("/ronde/2018-2020/")
    bestuur.ziet("Tijdschema", "Eis 11", "Wat u aanlevert", "Twente")
    organisatie.maak_account(bestuur)
    organisatie.registreer(bestuur)
    dossier = organisatie.begin(bestuur)
    organisatie.vul_wizard(bestuur, tmp_path / "bewijs.pdf")
    organisatie.teken_en_dien_in(bestuur)
    bestuur.ziet_niet("Niet ingediend")
    kenmerk = dossier.strip("/").split("/")[-1]
    contract(KVK_KIEKENDIEF, "Stichting Kiekendief Ondersteuning", "arnhem")
    schrijf_anderen_in(ronde)

    een, twee = wandelaar("Inkoper Een"), wandelaar("Inkoper Twee")
    manager, notaris = wandelaar("Manager"), wandelaar("Notaris")
    klok("2017-08-01 17:59")
    een.ga("/werk/openingen/")
    een.ziet("kunnen open vanaf dinsdag 1 augustus 2017, 18:00 uur")
    een.ziet_niet("Kiekendief")
    assert een.ga(f"/werk/dossiers/{kenmerk}/") == 404
    klok("2017-08-01 18:05")
    zorgkantoor.open_samen(een, twee)

    klok("2017-08-07 10:00")
    for beoordelaar in (een, twee):
        zorgkantoor.beoordeel(beoordelaar, kenmerk)
    zorgkantoor.rond_af_en_deel_in(een, kenmerk, {"Arnhem": "Bestaande organisatie", "Twente": "Nieuw in de regio"})
    for rij in Inschrijving.objects.exclude(kenmerk=kenmerk):
        beoordeel(rij)

    klok("2017-08-28 10:00")
    zorgkantoor.selecteer(een, twee, "Twente", FEITEN)
    for regio in ("Arnhem", "Groningen"):
        zorgkantoor.selecteer(een, twee, regio, {})
    een.ga("/werk/regios/")
    een.klik("Twente")
    zorgkantoor.zet_loting_klaar(een)
    klok("2017-09-05 12:00")
    zorgkantoor.loot(notaris, tmp_path / "proces-verbaal.pdf", eerste="Veldleeuwerik")
    zorgkantoor.bevestig_en_stel_vast(een)

    klok("2017-09-12 10:00")
    zorgkantoor.maak_brieven(een)
    zorgkantoor.keur_goed(manager)
    zorgkantoor.zet_vrijgave_klaar(manager)
    klok("2017-09-15 11:59:59.999999")
    geef_vrij()
    slot.ziet_niets(bestuur, kenmerk)
    klok("2017-09-15 12:00")
    geef_vrij()
    geef_vrij()
    assert Bericht.objects.filter(soort="beslissing").count() == 5
    slot.ziet_beslissing(bestuur, kenmerk)
    archief = slot.brieven_in_zip(wandelaar("Beheerder"))
    assert sum(naam.endswith(".pdf") and inhoud.startswith(b"%PDF") for naam, inhoud in archief.items()) == 5

    klok("2017-09-29 17:00")
    slot.maak_bezwaar(bestuur, kenmerk, tmp_path / "bezwaar.pdf")
    klok("2017-10-01 00:00")
    bestuur.ga(f"/beslissing/{kenmerk}/bezwaar/")
    bestuur.ziet("Recht op bezwaar vervallen")
    klok("2017-10-10 10:00")
    slot.beantwoord(manager)
    weiger_te_tekenen(kenmerk, klok)


def weiger_te_tekenen(kenmerk: str, klok) -> None:
    """Nobody signs before the standstill is over."""
    inschrijving = Inschrijving.objects.get(kenmerk=kenmerk)
    ContractgegevensFactory(uitvoerder=inschrijving.uitvoerder)
    for regio in inschrijving.regios.all():
        PrijsvolumeafspraakFactory(regioinschrijving=regio)
    gezien = document.inhoudshash(document.feiten(inschrijving))
    manager = Gebruiker.objects.get(naam="Manager")
    rij = overeenkomst.bied_aan(inschrijving_id=inschrijving.pk, gezien=gezien, door=manager)
    klok("2017-10-12 16:59:59.999999")
    bestuur, wat = Gebruiker.objects.get(naam="Bestuur Kiekendief"), rij.aanbiedingen.get().hash
    with pytest.raises(RegelFout, match="12 oktober"):
        overeenkomst.teken(overeenkomst_id=rij.pk, gezien=wat, functie="bestuurder", plaats="Vogeldam", door=bestuur)
    assert Overeenkomst.objects.get().status == "aangeboden"
