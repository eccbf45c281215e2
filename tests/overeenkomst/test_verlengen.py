"""Whether an overeenkomst of one year goes on (1.6; IK-063, IK-153, OV-131, A55)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.models import Bericht
from kern.fouten import RegelFout
from kluis.actions import lees
from overeenkomst import actions
from overeenkomst.models import Looptijdwijziging, Overeenkomst, Verlenging
from overeenkomst.queries import verlengingen
from overeenkomst.queries.verdelen import stand
from overeenkomst.rules import wijziging as wijzigregels
from overeenkomst.states import Status, Verlengingstatus
from partijen.permissions import Recht
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import tweede_account, zet_klok
from tests.factories_overeenkomst import VerlengingFactory
from tests.inschrijving.hulp import log_in
from tests.overeenkomst.lopen import zet
from tests.overeenkomst.toneel import Contracttoneel
from tests.race import tegelijk

EIND, UITERLIJK = date(2018, 12, 31), date(2020, 12, 31)


@pytest.mark.clausule("IK-063")
def test_verlengen_kan_per_jaar_en_in_een_of_twee_stappen():
    assert wijzigregels.mogelijke_eindes(EIND, UITERLIJK) == [date(2019, 12, 31), UITERLIJK]
    assert wijzigregels.mogelijke_eindes(date(2019, 12, 31), UITERLIJK) == [UITERLIJK]
    samen = {"eind": EIND, "uiterlijk": UITERLIJK, "vandaag": date(2018, 6, 1)}
    for tot in (None, date(2019, 12, 31), UITERLIJK):
        wijzigregels.eis_verlengbaar(tot, **samen)
    for tot in (date(2021, 1, 1), EIND):
        with pytest.raises(RegelFout, match="uiterlijk tot en met"):
            wijzigregels.eis_verlengbaar(tot, **samen)
    with pytest.raises(RegelFout, match="geëindigd"):
        wijzigregels.eis_verlengbaar(UITERLIJK, **samen | {"vandaag": date(2019, 1, 1)})
    assert wijzigregels.beslissen_uiterlijk(EIND) == date(2018, 9, 30)
    assert wijzigregels.beslissen_uiterlijk(date(2019, 2, 28)) == date(2018, 11, 28)


@pytest.mark.clausule("OV-131")
@pytest.mark.parametrize("uiterlijk", [None, date(2028, 12, 31)])
def test_een_ronde_kan_geen_verlenging_bieden(uiterlijk):
    assert wijzigregels.mogelijke_eindes(date(2028, 12, 31), uiterlijk) == []
    with pytest.raises(RegelFout, match="kan niet worden verlengd"):
        wijzigregels.eis_verlengbaar(None, eind=date(2028, 12, 31), uiterlijk=uiterlijk, vandaag=date(2028, 6, 1))


def lopend() -> Contracttoneel:
    """In force since 2018: Utrecht to the end of 2020, Zwolle to the end of 2018. The clock stands on 1 June 2018."""
    toneel = Contracttoneel({"Utrecht": BESTAAND, "Zwolle": NIEUW})
    toneel.rij, toneel.wie = toneel.lopend(), toneel.tekenaar()
    zet_klok("2018-06-01 10:00")
    return toneel


def stel_voor(toneel, tot=date(2019, 12, 31), jaar=2018, **velden):
    hier = {"overeenkomst_id": toneel.rij.pk, "jaar": jaar, "tot": tot, "reden": "Er is vraag."}
    return actions.stel_verlenging_voor(**hier | {"door": toneel.toneel.inkoper} | velden)


def besluit(toneel, rij, door=None):
    gezien = verlengingen.inhoudshash(rij)
    return actions.besluit_verlenging(verlenging_id=rij.pk, gezien=gezien, door=door or toneel.manager)


def werk(wie):
    return [(wat, f"{voor:%Y-%m-%d}") for wat, _, _, voor in verlengingen.werk_voor(wie)]


@pytest.mark.django_db
@pytest.mark.clausule("IK-063", "IK-153")
def test_twee_beslissen_de_organisatie_aanvaardt_en_de_jaren_lopen_door(client):
    toneel = lopend()
    zwolle = toneel.dossier.regios.get(toewijzing__regio__naam="Zwolle")
    zet_klok("2018-05-31 10:00")
    assert werk(toneel.manager) == []
    zet_klok("2018-06-01 10:00")
    assert werk(toneel.manager) == [("Verlenging beslissen", "2018-09-30")]
    rij = stel_voor(toneel)
    assert (werk(toneel.toneel.inkoper), werk(toneel.manager)) == (
        [],
        [("Besluit over verlenging bevestigen", "2018-09-30")],
    )
    rij = besluit(toneel, rij)
    assert (rij.status, lees(rij.stuk)[:4]) == (Verlengingstatus.AANGEBODEN, b"%PDF")
    bericht = Bericht.objects.get(over=f"overeenkomst.verlenging:{rij.pk}:besluit")
    assert (bericht.ontvanger, list(bericht.bijlagen.all())) == ("bestuur@kiekendief.example", [rij.stuk])
    assert stand(zwolle.toewijzing, 2019).deelnames == []
    with pytest.raises(PermissionDenied):
        actions.aanvaard_verlenging(verlenging_id=rij.pk, door=toneel.manager)
    client.force_login(toneel.wie)
    client.post(reverse("verlenging_aanvaarden", args=[toneel.dossier.kenmerk, 2018]))
    rij.refresh_from_db()
    assert (rij.status, rij.aanvaard_door) == (Verlengingstatus.AANVAARD, toneel.wie)
    assert [(w.soort, w.tot) for w in Looptijdwijziging.objects.all()] == [("verlenging", date(2019, 12, 31))]
    assert [d.regio for d in stand(zwolle.toewijzing, 2019).zonder_afspraak] == [zwolle]
    zet_klok("2019-06-01 10:00")
    tweede = besluit(toneel, stel_voor(toneel, tot=UITERLIJK, jaar=2019))
    actions.aanvaard_verlenging(verlenging_id=tweede.pk, door=toneel.wie)
    assert [d.regio for d in stand(zwolle.toewijzing, 2020).zonder_afspraak] == [zwolle]
    assert verlengingen.einde(toneel.rij, 2020) is None


@pytest.mark.django_db
@pytest.mark.clausule("IK-063")
@pytest.mark.geval("B29")
def test_zonder_besluit_of_aanvaarding_eindigt_zij_op_haar_laatste_dag():
    toneel = lopend()
    for tot, melding in ((date(2021, 12, 31), "uiterlijk tot en met"), (EIND, "uiterlijk tot en met")):
        with pytest.raises(RegelFout, match=melding):
            stel_voor(toneel, tot=tot)
    rij = stel_voor(toneel)
    with pytest.raises(RegelFout, match="Vul een reden in"):
        stel_voor(toneel, reden=" ")
    eigen = stel_voor(toneel, door=toneel.manager)
    with pytest.raises(RegelFout, match="zelf voorbereid"):
        besluit(toneel, eigen)
    with pytest.raises(RegelFout, match="dezelfde persoon"):
        besluit(toneel, eigen, tweede_account(toneel.manager))
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        besluit(toneel, rij, toneel.collega)
    for wie in (toneel.toneel.inkoper, toneel.wie):
        with pytest.raises(PermissionDenied):
            besluit(toneel, eigen, wie)
    rij = besluit(toneel, eigen, toneel.collega)
    for doe in (lambda: stel_voor(toneel), lambda: besluit(toneel, rij, toneel.collega)):
        with pytest.raises(RegelFout, match="al besloten"):
            doe()
    zet_klok("2019-01-01 10:00")
    with pytest.raises(RegelFout, match="geëindigd"):
        actions.aanvaard_verlenging(verlenging_id=rij.pk, door=toneel.wie)
    assert not Looptijdwijziging.objects.exists()


def lijst(client, **filters):
    """What the list of verlengingen shows."""
    return [rij.record for rij in client.get(reverse("verlengingen"), filters).context["tabel"].rows]


@pytest.mark.django_db
def test_de_lijst_filtert_en_stelt_bij_drie_niet_meer_vragen_dan_bij_een(client):
    toneel = lopend()
    client.force_login(toneel.toneel.inkoper)

    def vragen():
        with CaptureQueriesContext(connection) as gesteld:
            lijst(client)
        return len(gesteld)

    vragen()
    een = vragen()
    anderen = [toneel.partij({"Zwolle": NIEUW}, organisatie__statutaire_naam=naam) for naam in ("A Wulp", "B Specht")]
    rijen = [zet(dossier, eind_op="2018-12-31") for dossier in anderen]
    zet_klok("2018-06-01 10:00")
    assert vragen() == een
    VerlengingFactory(overeenkomst=rijen[1], jaar=2018)
    assert [rij.organisatie for rij in lijst(client, zoek="wulp")] == ["A Wulp"]
    assert [rij.organisatie for rij in lijst(client, stand="ontwerp")] == ["B Specht"]
    assert [rij.organisatie for rij in lijst(client, sort="-organisatie")][-1] == "A Wulp"
    assert (len(lijst(client, stand="open")), len(lijst(client, stand="onzin"))) == (2, 3)
    zet_klok("2018-10-01 10:00")
    assert client.get(reverse("verlengingen")).content.decode().count("Te laat") == 2


@pytest.mark.django_db
def test_de_lijst_en_het_besluit_op_het_scherm(client):
    toneel = lopend()
    client.force_login(toneel.toneel.inkoper)
    (einde,) = lijst(client)
    assert (einde.eind, list(einde.delen.values()), einde.stand) == (EIND, ["Zwolle"], "Nog te beslissen")
    form = client.get(einde.url).context["form"]
    assert form.initial["tot"] == "nee"
    for jaar in (0, 10_000, 10**30):
        assert client.get(reverse("verlenging", args=[toneel.dossier.kenmerk, jaar])).status_code == 404
    assert client.post(einde.url, {"tot": "2021-12-31", "reden": "x"}).status_code == 422
    client.post(einde.url, {"tot": "nee", "reden": "Er is genoeg aanbod."})
    log_in(client, toneel.manager)
    gezien = client.get(einde.url).context["besluitform"].initial
    besluiten = reverse("verlenging_besluiten", args=[toneel.dossier.kenmerk, 2018])
    assert client.post(besluiten, {"gezien": "0" * 64}).status_code == 422
    client.post(besluiten, gezien)
    rij = Verlenging.objects.get()
    assert rij.status == Verlengingstatus.NIET_VERLENGD
    brief = reverse("overeenkomst_bestand", args=[toneel.dossier.kenmerk, rij.stuk_id])
    assert client.get(brief).content.startswith(b"%PDF")
    assert verlengingen.eindes(toneel.manager, Recht.BRIEF_ZIEN, date(2019, 6, 1)) == []
    client.force_login(toneel.wie)
    bladzijde = client.get(reverse("mijn_overeenkomst", args=[toneel.dossier.kenmerk])).content.decode()
    assert "Na 2018 niet verlengen" in bladzijde


@pytest.mark.django_db(transaction=True)
def test_beslissen_en_aanvaarden_tegelijk():
    toneel = lopend()
    rij = stel_voor(toneel)
    uitkomsten = tegelijk(lambda wie: besluit(toneel, rij, wie), [toneel.manager, toneel.collega])
    assert [u.tekst for u in uitkomsten if isinstance(u, RegelFout)] == ["Over deze verlenging is al besloten."]
    aanvaard = lambda _: actions.aanvaard_verlenging(verlenging_id=rij.pk, door=toneel.wie)  # noqa: E731
    assert sum(isinstance(u, RegelFout) for u in tegelijk(aanvaard, range(2))) == 1
    assert Looptijdwijziging.objects.count() == 1
    assert Overeenkomst.objects.get().status == Status.VAN_KRACHT
