"""Dividing the dossiers over people: what the acts do and refuse, what happens at an interest, what pages show."""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling import actions, werk
from beoordeling.models import Belangenverklaring, Beoordelaar
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.models import Gebruiker, Rol
from partijen.states import Rolsoort
from tests.beoordeling.hulp import BEOORDEEL_OP, beoordeel, oordeel, staf, team, zonder_belang
from tests.beoordeling.vierdossiers import DOSSIERS, dossier_van
from tests.factories import RolFactory, WlzUitvoerderFactory, zelfde_persoon, zet_klok
from tests.factories_inschrijving import kleine_ronde, voeg_regios_toe
from tests.race import tegelijk

pytestmark = pytest.mark.django_db


@pytest.fixture
def uitvoerder(ronde):
    return ronde.toewijzingen.first().uitvoerder


@pytest.fixture
def wie(uitvoerder):
    return team(uitvoerder)


@pytest.fixture
def vera(uitvoerder):
    return staf(uitvoerder, "Vera Vierde")


def verdeel(ronde, *mensen, door, regio=""):
    toewijzing = ronde.toewijzingen.get(regio__naam=regio) if regio else None
    return actions.verdeel_werk(
        ronde=ronde,
        uitvoerder=ronde.toewijzingen.first().uitvoerder,
        mensen=[mens.pk for mens in mensen],
        regio_id=toewijzing.regio_id if toewijzing else None,
        door=door,
    )


def geef(ronde, naam, *mensen, door, gezien=None):
    rij = dossier_van(ronde, naam)
    nu = [b.gebruiker_id for b in rij.beoordelaars.all()]
    return actions.zet_beoordelaars(
        inschrijving_id=rij.pk,
        mensen=[mens.pk for mens in mensen],
        gezien=nu if gezien is None else [mens.pk for mens in gezien],
        door=door,
    )


def namen(ronde, naam):
    return {str(rij.gebruiker) for rij in dossier_van(ronde, naam).beoordelaars.select_related("gebruiker")}


def lasten(ronde):
    rijen = Beoordelaar.objects.filter(inschrijving__ronde=ronde)
    return Counter(rijen.values_list("gebruiker__naam", flat=True))


def regels(handeling, **gegevens):
    return Gebeurtenis.objects.filter(handeling=handeling, **gegevens)


def belang(ronde, naam, mens):
    return actions.verklaar_belang(
        inschrijving_id=dossier_van(ronde, naam).pk, heeft_belang=True, toelichting="Mijn zus werkt er.", door=mens
    )


# Dividing


@pytest.mark.geval("B29")
def test_gelijk_verdelen_geeft_elk_dossier_twee_mensen(ronde, wie):
    uitslag = verdeel(ronde, wie.een, wie.twee, wie.manager, door=wie.manager)
    assert (uitslag.gevuld, uitslag.vrij) == (8, 0)
    assert sorted(lasten(ronde).values()) == [2, 3, 3]
    assert all(len(namen(ronde, naam)) == 2 for naam in DOSSIERS)
    (regel,) = regels("deel_toe", object_id=str(dossier_van(ronde, "Wulp").pk))
    assert (regel.actor_id, len(regel.gegevens["gebruikers"])) == (wie.manager.pk, 2)


@pytest.mark.geval("B29")
def test_twee_accounts_van_een_persoon_delen_geen_dossier_van(ronde, wie):
    zelfde_persoon(wie.een, wie.twee)
    with pytest.raises(RegelFout, match="dezelfde postbus"):
        verdeel(ronde, wie.een, wie.twee, door=wie.manager)
    with pytest.raises(RegelFout, match="dezelfde postbus"):
        geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    assert not Beoordelaar.objects.exists()
    verdeel(ronde, wie.een, door=wie.manager)
    assert belang(ronde, "Wulp", wie.een).overgenomen_door == wie.manager


def test_per_regio_verdelen_raakt_alleen_die_regio(ronde, wie):
    verdeel(ronde, wie.een, wie.twee, regio="Flevoland", door=wie.manager)
    gevuld = {naam for naam in DOSSIERS if namen(ronde, naam)}
    assert gevuld == {"Grutto", "Kluut"}


def test_wie_een_dossier_heeft_houdt_het_en_telt_mee(ronde, wie, vera):
    geef(ronde, "Wulp", wie.een, vera, door=wie.manager)
    geef(ronde, "Kluut", wie.een, door=wie.manager)
    verdeel(ronde, wie.een, wie.twee, wie.manager, vera, door=wie.manager)
    assert namen(ronde, "Wulp") == {"Anna Inkoper", "Vera Vierde"}
    assert "Anna Inkoper" in namen(ronde, "Kluut")
    assert set(lasten(ronde).values()) == {2}


def test_een_tweede_keer_verdelen_verandert_niets(ronde, wie):
    verdeel(ronde, wie.een, wie.twee, door=wie.manager)
    uitslag = verdeel(ronde, wie.manager, wie.een, door=wie.manager)
    assert (uitslag.gevuld, uitslag.vrij) == (0, 0)
    assert lasten(ronde) == {"Anna Inkoper": 4, "Bram Inkoper": 4}
    assert regels("deel_toe").count() == 4


def test_met_een_collega_blijft_de_tweede_plek_vrij(ronde, wie):
    uitslag = verdeel(ronde, wie.een, door=wie.manager)
    assert (uitslag.gevuld, uitslag.vrij) == (4, 4)


def test_wie_een_belang_heeft_krijgt_dat_dossier_niet(ronde, wie):
    belang(ronde, "Wulp", wie.een)
    verdeel(ronde, wie.een, wie.twee, wie.manager, door=wie.manager)
    assert namen(ronde, "Wulp") == {"Bram Inkoper", "Mia Manager"}
    assert max(lasten(ronde).values()) - min(lasten(ronde).values()) <= 1


def test_een_afgerond_dossier_wordt_niet_meer_verdeeld(ronde, wie):
    beoordeel(dossier_van(ronde, "Grutto"))
    verdeel(ronde, wie.een, wie.twee, door=wie.manager)
    assert namen(ronde, "Grutto") == set()
    assert lasten(ronde)["Anna Inkoper"] == 3


def test_een_collega_van_een_ander_zorgkantoor_of_zonder_rol_kan_niet(ronde, wie, klok):
    vreemd = team(WlzUitvoerderFactory()).een
    with pytest.raises(RegelFout, match="mag bij dit zorgkantoor niet beoordelen"):
        verdeel(ronde, wie.een, vreemd, door=wie.manager)
    Rol.objects.filter(gebruiker=wie.twee).update(tot="2017-08-01")
    with pytest.raises(RegelFout, match="mag bij dit zorgkantoor niet beoordelen"):
        geef(ronde, "Wulp", wie.twee, door=wie.manager)
    assert not Beoordelaar.objects.exists()


def test_zonder_mensen_en_voor_de_opening_wordt_er_niet_verdeeld(ronde, wie, uitvoerder):
    with pytest.raises(RegelFout, match="Kies ten minste één collega"):
        verdeel(ronde, door=wie.manager)
    later = kleine_ronde(code="later", uitvoerder=uitvoerder, regios=())
    with pytest.raises(RegelFout, match="nog niet geopend"):
        actions.verdeel_werk(ronde=later, uitvoerder=uitvoerder, mensen=[wie.een.pk], door=wie.manager)


@pytest.mark.geval("B26")
def test_een_ander_zorgkantoor_verdeelt_hier_niets(ronde, wie):
    vreemd = team(WlzUitvoerderFactory()).manager
    with pytest.raises(PermissionDenied):
        verdeel(ronde, wie.een, wie.twee, door=vreemd)
    with pytest.raises(PermissionDenied):
        geef(ronde, "Wulp", wie.een, door=vreemd)
    auditor = RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker
    with pytest.raises(PermissionDenied):
        geef(ronde, "Wulp", wie.een, door=auditor)


# One dossier


def test_geven_afnemen_en_overdragen_met_sporen(ronde, wie, vera):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    geef(ronde, "Wulp", wie.een, vera, door=wie.manager)
    assert namen(ronde, "Wulp") == {"Anna Inkoper", "Vera Vierde"}
    geef(ronde, "Wulp", door=wie.manager)
    assert namen(ronde, "Wulp") == set()
    sporen = [(r.handeling, r.gegevens["gebruikers"]) for r in regels("deel_toe") | regels("neem_af")]
    assert sorted(sporen) == sorted(
        [
            ("deel_toe", [wie.een.pk, wie.twee.pk]),
            ("neem_af", [wie.twee.pk]),
            ("deel_toe", [vera.pk]),
            ("neem_af", sorted([wie.een.pk, vera.pk])),
        ]
    )


@pytest.mark.geval("B29")
def test_een_persoon_kan_niet_op_beide_plekken(ronde, wie):
    with pytest.raises(RegelFout, match="Kies twee verschillende mensen"):
        geef(ronde, "Wulp", wie.een, wie.een, door=wie.manager)
    geef(ronde, "Wulp", wie.een, door=wie.manager)
    for plek in (1, 2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            Beoordelaar.objects.create(
                inschrijving=dossier_van(ronde, "Wulp"),
                gebruiker=wie.een if plek == 2 else wie.twee,
                plek=plek,
                toebedeeld_door=wie.manager,
                toebedeeld_op=zet_klok(BEOORDEEL_OP),
            )


def test_geven_aan_wie_een_belang_meldde_is_geweigerd(ronde, wie):
    belang(ronde, "Wulp", wie.een)
    with pytest.raises(RegelFout, match="Anna Inkoper heeft een belang bij deze organisatie"):
        geef(ronde, "Wulp", wie.een, door=wie.manager)


def test_wie_naar_een_oude_verdeling_keek_wordt_geweigerd(ronde, wie):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    with pytest.raises(RegelFout, match="Een collega heeft dit dossier intussen verdeeld"):
        geef(ronde, "Wulp", wie.manager, door=wie.een, gezien=[])
    assert namen(ronde, "Wulp") == {"Anna Inkoper", "Bram Inkoper"}


def test_verdelen_is_een_hulp_en_geen_muur(ronde, wie):
    """Who has the right judges, also a dossier that was given to others."""
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    rij = dossier_van(ronde, "Wulp")
    zonder_belang(rij, wie.manager)
    assert oordeel(rij, 5, wie.manager).beoordelaar == wie.manager


# A conflict of interest


def test_een_belang_geeft_het_dossier_aan_wie_het_minst_heeft(ronde, wie, vera):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    geef(ronde, "Appelvink", wie.twee, wie.manager, door=wie.manager)
    geef(ronde, "Kluut", vera, wie.manager, door=wie.manager)
    verklaring = belang(ronde, "Wulp", wie.een)
    assert namen(ronde, "Wulp") == {"Bram Inkoper", "Vera Vierde"}
    assert Belangenverklaring.objects.get(pk=verklaring.pk).overgenomen_door == vera
    wulp = str(dossier_van(ronde, "Wulp").pk)
    assert regels("neem_af", object_id=wulp).get().gegevens == {"gebruikers": [wie.een.pk]}
    assert regels("deel_toe", object_id=wulp).last().gegevens == {"gebruikers": [vera.pk]}


def test_wie_niet_meedeelt_krijgt_het_alleen_als_niemand_anders_kan(ronde, wie, vera):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    belang(ronde, "Wulp", wie.een)
    assert namen(ronde, "Wulp") == {"Bram Inkoper", "Mia Manager"}


def test_als_niemand_kan_blijft_de_plek_vrij(ronde, wie):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    belang(ronde, "Wulp", wie.manager)
    verklaring = belang(ronde, "Wulp", wie.een)
    assert (namen(ronde, "Wulp"), verklaring.overgenomen_door) == ({"Bram Inkoper"}, None)


def test_een_belang_zonder_verdeling_verandert_niets(ronde, wie):
    assert belang(ronde, "Wulp", wie.een).overgenomen_door is None
    assert not Beoordelaar.objects.exists()


def test_het_scherm_zegt_wie_het_dossier_overneemt(client, ronde, wie, vera):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    geef(ronde, "Kluut", vera, door=wie.manager)
    client.force_login(wie.een)
    velden = {"heeft_belang": "ja", "toelichting": "Mijn zus werkt er."}
    antwoord = client.post(reverse("dossier_belang", args=[dossier_van(ronde, "Wulp").kenmerk]), velden, follow=True)
    assert "Dit dossier is voor u gesloten. Vera Vierde beoordeelt het." in antwoord.content.decode()
    client.force_login(wie.manager)
    bladzijde = client.get(reverse("verdelen", args=[ronde.code, vera.rollen.get().uitvoerder.code])).content.decode()
    assert "Wie een belang meldde" in bladzijde
    assert "zus" not in bladzijde


# Two at once


@pytest.mark.django_db(transaction=True)
def test_twee_verdelen_tegelijk_en_elke_plek_is_een_keer_gegeven(ronde, wie):
    vijfde = staf(wie.een.rollen.get().uitvoerder, "Vincent Vijfde")
    keuzes = [(wie.een, wie.twee), (wie.manager, vijfde)]
    uitkomsten = tegelijk(lambda paar: verdeel(ronde, *paar, door=wie.manager), keuzes)
    assert sorted(uitslag.gevuld for uitslag in uitkomsten) == [0, 8]
    assert all(len(namen(ronde, naam)) == 2 for naam in DOSSIERS)
    assert len(lasten(ronde)) == 2


@pytest.mark.django_db(transaction=True)
def test_twee_geven_hetzelfde_dossier_tegelijk_en_een_hoort_dat_het_al_gegeven_is(ronde, wie):
    uitkomsten = tegelijk(
        lambda paar: geef(ronde, "Wulp", *paar, door=wie.manager, gezien=[]),
        [(wie.een, wie.twee), (wie.manager, wie.twee)],
    )
    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["RegelFout", "list"]
    assert regels("deel_toe").count() == 1


@pytest.mark.django_db(transaction=True)
def test_een_belang_terwijl_een_collega_verdeelt(ronde, wie):
    """Whichever comes first: who has the interest does not keep the dossier."""
    geef(ronde, "Wulp", wie.een, door=wie.manager)
    doe = [
        lambda: verdeel(ronde, wie.een, wie.twee, wie.manager, door=wie.manager),
        lambda: belang(ronde, "Wulp", wie.een),
    ]
    tegelijk(lambda handeling: handeling(), doe)
    assert namen(ronde, "Wulp") == {"Bram Inkoper", "Mia Manager"}


# My work, and how far it is


def vers(gebruiker):
    return Gebruiker.objects.get(pk=gebruiker.pk)


def taken(gebruiker):
    return [(wat, waar) for wat, waar, *_ in werk.werk_voor(vers(gebruiker))]


def test_mijn_werk_is_wat_mij_gegeven_is_en_wat_niemand_heeft(ronde, wie):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    geef(ronde, "Grutto", wie.twee, wie.manager, door=wie.manager)
    voor_een = [waar for wat, waar in taken(wie.een) if wat.startswith("Dossier beoordelen")]
    assert voor_een == ["Wulp", "Appelvink", "Kluut"]


def test_wie_wordt_afgelost_bevestigt_nog_wel_het_eigen_overleg(ronde, wie):
    rij = dossier_van(ronde, "Wulp")
    zonder_belang(rij, wie.een, wie.twee)
    oordeel(rij, 5, wie.een, nee=True)
    oordeel(rij, 5, wie.twee)
    actions.leg_overleg_vast(
        inschrijving_id=rij.pk,
        eis_id=rij.ronde.eisen.get(nummer=5).pk,
        regioinschrijving_id=None,
        oordeel="voldoet",
        motivering="Samen bekeken.",
        door=wie.een,
    )
    geef(ronde, "Wulp", wie.een, wie.manager, door=wie.manager)
    assert ("Uitkomst van het overleg bevestigen", "Wulp") in taken(wie.twee)
    assert ("Dossier beoordelen, nog 11 oordelen", "Wulp") in taken(wie.manager)


def test_wie_verdeelt_ziet_waar_nog_iemand_ontbreekt(ronde, wie, uitvoerder):
    assert [wat for wat, _ in taken(wie.manager) if wat.startswith("Werk")] == []
    verdeel(ronde, wie.een, wie.twee, regio="Flevoland", door=wie.manager)
    geef(ronde, "Wulp", wie.een, door=wie.manager)
    melding = ("Werk verdelen, 2 dossiers zonder twee beoordelaars", uitvoerder.zorgkantoor)
    assert [taak for taak in taken(wie.manager) if taak[0].startswith("Werk")] == [melding]
    verdeel(ronde, wie.een, wie.twee, door=wie.manager)
    assert [taak for taak in taken(wie.manager) if taak[0].startswith("Werk")] == []


def test_de_voortgang_telt_per_regio_en_per_uitvoerder(ronde, wie, uitvoerder):
    beoordeel(dossier_van(ronde, "Kluut"), voldoet_niet={"Flevoland": 9})
    beoordeel(dossier_van(ronde, "Wulp"))
    (stand,) = werk.voortgang(vers(wie.een))
    assert [(rij.naam, rij.klaar, rij.totaal, rij.procent) for rij in stand.regios] == [
        ("Flevoland", 1, 2, 50),
        ("Utrecht", 2, 3, 66),
    ]
    assert (stand.totaal.naam, stand.totaal.klaar, stand.totaal.totaal) == (uitvoerder.zorgkantoor, 3, 5)
    for naam in ("Appelvink", "Grutto"):
        beoordeel(dossier_van(ronde, naam))
    assert werk.voortgang(vers(wie.een)) == []


@pytest.mark.geval("B26")
def test_de_voortgang_van_een_ander_zorgkantoor_is_niet_te_zien(client, ronde, wie):
    vreemd = WlzUitvoerderFactory()
    voeg_regios_toe(ronde, vreemd, ["Twente"])
    assert werk.voortgang(team(vreemd).een) == []
    client.force_login(wie.een)
    bladzijde = client.get(reverse("mijn_werk")).content.decode()
    assert bladzijde.count("portaal-balk__klaar") == 3  # two regions and their sum
    client.force_login(team(vreemd).een)
    assert "portaal-balk" not in client.get(reverse("mijn_werk")).content.decode()


# The pages


@pytest.fixture
def als_manager(client, wie):
    client.force_login(wie.manager)
    return client


def adres(uitvoerder, ronde):
    return reverse("verdelen", args=[ronde.code, uitvoerder.code])


def test_verdelen_op_het_scherm(als_manager, ronde, wie, uitvoerder):
    assert "4 dossiers zonder twee beoordelaars" in als_manager.get(adres(uitvoerder, ronde)).content.decode()
    leeg = als_manager.post(adres(uitvoerder, ronde), {"regio_id": 0})
    assert (leeg.status_code, "Kies ten minste één collega" in leeg.content.decode()) == (422, True)
    velden = {"regio_id": 0, "mensen": [wie.een.pk, wie.twee.pk]}
    bladzijde = als_manager.post(adres(uitvoerder, ronde), velden, follow=True).content.decode()
    assert "Het werk is verdeeld: 8 plekken gevuld." in bladzijde
    assert "Elk dossier heeft twee beoordelaars" in bladzijde
    opnieuw = als_manager.post(adres(uitvoerder, ronde), velden, follow=True).content.decode()
    assert "Er was geen plek vrij. Er is niets veranderd." in opnieuw


def test_met_te_weinig_mensen_zegt_het_scherm_wat_er_nog_moet(als_manager, ronde, wie, uitvoerder):
    flevoland = ronde.toewijzingen.get(regio__naam="Flevoland").regio_id
    velden = {"regio_id": flevoland, "mensen": [wie.een.pk]}
    bladzijde = als_manager.post(adres(uitvoerder, ronde), velden, follow=True).content.decode()
    assert "Het werk is verdeeld: 2 plekken gevuld." in bladzijde
    assert "2 plekken zijn nog vrij" in bladzijde


def test_een_dossier_geven_op_het_scherm(als_manager, ronde, wie):
    belang(ronde, "Wulp", wie.twee)
    pagina = reverse("dossier_beoordelaars", args=[dossier_van(ronde, "Wulp").kenmerk])
    bladzijde = als_manager.get(pagina).content.decode()
    assert "Bram Inkoper meldde een belang" in bladzijde
    dubbel = als_manager.post(pagina, {"eerste": wie.een.pk, "tweede": wie.een.pk, "gezien": ""})
    assert (dubbel.status_code, "twee verschillende mensen" in dubbel.content.decode()) == (422, True)
    assert als_manager.post(pagina, {"eerste": wie.twee.pk, "gezien": ""}).status_code == 422
    assert als_manager.post(pagina, {"eerste": wie.een.pk, "gezien": ""}).url == reverse("dossiers")
    oud = als_manager.post(pagina, {"eerste": wie.manager.pk, "gezien": "x-é"})
    assert (oud.status_code, "intussen verdeeld" in oud.content.decode()) == (422, True)
    assert namen(ronde, "Wulp") == {"Anna Inkoper"}
    assert f'value="{wie.een.pk}" selected' in als_manager.get(pagina).content.decode()


def test_wie_vertrekt_staat_genoemd_en_is_te_vervangen(als_manager, ronde, wie, uitvoerder):
    geef(ronde, "Wulp", wie.een, wie.twee, door=wie.manager)
    Rol.objects.filter(gebruiker=wie.twee).update(tot="2017-08-01")
    pagina = reverse("dossier_beoordelaars", args=[dossier_van(ronde, "Wulp").kenmerk])
    assert "Bram Inkoper heeft dit dossier nu, maar is niet meer te kiezen" in als_manager.get(pagina).content.decode()
    assert "beoordeelt hier niet meer" in als_manager.get(adres(uitvoerder, ronde)).content.decode()
    gezien = f"{wie.een.pk}-{wie.twee.pk}"
    als_manager.post(pagina, {"eerste": wie.een.pk, "tweede": wie.manager.pk, "gezien": gezien})
    assert namen(ronde, "Wulp") == {"Anna Inkoper", "Mia Manager"}


@pytest.mark.geval("B28")
def test_voor_de_opening_bestaat_de_bladzijde_niet(als_manager, ronde, uitvoerder):
    later = kleine_ronde(code="later", uitvoerder=uitvoerder, regios=())
    assert als_manager.get(adres(uitvoerder, later)).status_code == 404


@pytest.mark.parametrize("naam", ["verdelen", "mijn_werk"])
def test_een_bladzijde_kost_evenveel_vragen_bij_meer_dossiers(als_manager, ronde, wie, uitvoerder, naam):
    verdeel(ronde, wie.een, wie.manager, door=wie.manager)
    belang(ronde, "Grutto", wie.een)
    doel = adres(uitvoerder, ronde) if naam == "verdelen" else reverse(naam)
    als_manager.get(doel)
    bij_vier = aantal_vragen(als_manager, doel)
    ronde.inschrijvingen.exclude(pk=dossier_van(ronde, "Grutto").pk).update(status="ingediend")
    assert aantal_vragen(als_manager, doel) == bij_vier


def aantal_vragen(client, doel):
    with CaptureQueriesContext(connection) as gedaan:
        assert client.get(doel).status_code == 200
    return len(gedaan)
