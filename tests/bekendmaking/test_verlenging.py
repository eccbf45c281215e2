"""A whole extension round by the real actions, from the earlier round to the letters that went out (docs/adr/0004)."""

import subprocess
from datetime import date

import pytest
from django.urls import reverse

from bekendmaking import actions as bekendmaking
from bekendmaking.models import Beslissing
from bekendmaking.states import Status, Uitkomst
from berichten.models import Bericht
from kern.fouten import RegelFout
from kluis.actions import lees
from partijen.states import Rolsoort
from publicatie.actions.publiceren import plaats_document, publiceer
from publicatie.actions.wijzigen import wijzig_ronde
from publicatie.models import Inkoopronde
from selectie import actions as selectie
from selectie import queries
from tests.beoordeling.hulp import beoordeel, open_alles, staf
from tests.factories import OrganisatieFactory
from tests.inschrijving.hulp import dien_in, pdf, teken, tekenbevoegde
from tests.inschrijving.verlengen import instemming
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde
from tests.publicatie.verlenging import BEOORDEEL_OP, INVULLEN, OPEN_OP, TIJDSCHEMA, contract

pytestmark = pytest.mark.django_db


def tekst(brief) -> str:
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=lees(brief.stuk), capture_output=True, check=True)
    return " ".join(uit.stdout.decode().split())


def op_het_scherm_gemaakt(client) -> Inkoopronde:
    """The draft, refused by name, then completed and published."""
    van, door = gepubliceerde_ronde(), beheerder()
    client.force_login(door)
    velden = {"naam": "Verlenging 2019", "code": "v-2019", "ingang_op": "2019-01-01", "tot": "2019-12-31"}
    client.post(reverse("ronde_verlengen", args=[van.code]), velden)
    ronde = Inkoopronde.objects.get(code="v-2019")
    with pytest.raises(RegelFout, match=r"‘Sluiting van de inschrijving’ is niet ingevuld.*‘Addendum bij de overeen"):
        publiceer(ronde_id=ronde.pk, door=door)
    wijzig_ronde(ronde_id=ronde.pk, velden=TIJDSCHEMA, door=door)
    plaats_document(ronde_id=ronde.pk, slot="addendum", naam="addendum.pdf", inhoud=pdf("Addendum"), door=door)
    return publiceer(ronde_id=ronde.pk, door=door)


def stelt_vast(toewijzing, een, manager):
    """The region fixed by two people; without candidates there is nothing to fill in."""
    rij = selectie.begin(toewijzing_id=toewijzing.pk, door=een)
    rij = selectie.leg_invoer_voor(selectie_id=rij.pk, door=een)
    rij = selectie.bevries_invoer(selectie_id=rij.pk, gezien_hash=rij.invoer_hash, door=manager)
    status = rij.status
    return status, selectie.stel_vast(selectie_id=rij.pk, door=een)


def test_van_de_eerdere_ronde_tot_de_brieven(client, klok):
    klok("2018-06-01 10:00")
    ronde = op_het_scherm_gemaakt(client)
    klok(INVULLEN)
    organisatie = OrganisatieFactory()
    een, twee = tekenbevoegde(organisatie), tekenbevoegde(organisatie)
    met = instemming(ronde=ronde, organisatie=organisatie, door=een, tweede=twee)
    toewijzing = met.regios.get().toewijzing
    contract(organisatie, toewijzing)
    teken(met, een)
    teken(met, twee)
    dien_in(met, een)
    zonder = instemming(ronde=ronde)
    wie = zonder.organisatie.rollen.get().gebruiker
    teken(zonder, wie)
    dien_in(zonder, wie)

    klok(OPEN_OP)
    opening = open_alles(ronde, met.uitvoerder)
    assert {rij["kenmerk"] for rij in opening.dossiers} == {met.kenmerk, zonder.kenmerk}
    klok(BEOORDEEL_OP)
    assert beoordeel(met) == {"Utrecht": "voldoet"}
    assert beoordeel(zonder, voldoet_niet={"Utrecht": 2}) == {"Utrecht": "voldoet_niet"}

    inkoper = staf(met.uitvoerder, "Anna Inkoper")
    manager = staf(met.uitvoerder, "Mia Manager", Rolsoort.INKOOPMANAGER)
    bevroren, vast = stelt_vast(toewijzing, inkoper, manager=staf(met.uitvoerder, "Bram Inkoper"))
    assert bevroren == "geen_selectie_nodig"
    assert vast.uitslag["uitkomsten"] == {met.kenmerk: "overeenkomst_bestaand"}
    assert (vast.uitslag["plaatsen_voor_nieuw"], vast.uitslag["selectie_nodig"]) == (0, False)
    assert (vast.uitslag["rangschikking"], vast.uitslag["loting"]) == ([], None)
    assert queries.niet_rond(ronde.toewijzingen.all()) == []

    brieven = {}
    for rij in (met, zonder):
        brief = bekendmaking.stel_op(inschrijving_id=rij.pk, door=inkoper)
        brieven[rij] = bekendmaking.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=manager)
    goed = tekst(brieven[met])
    assert "Voorlopige beslissing over verlenging: Verlenging 2019" in goed
    assert "U vroeg om verlenging van uw overeenkomst in 1 regio." in goed
    assert "Utrecht Overeenkomst, verlengd 1-1-2019 tot en met 31-12-2019" in goed
    assert "Wij verlengen die tot en met dinsdag 31 december 2019." in goed
    assert "het addendum om te tekenen" in goed
    assert "None" not in goed
    slecht = tekst(brieven[zonder])
    assert "Voldoet niet, eis 2" in slecht
    assert "Eis 2, Lopende overeenkomst: Dit blijkt niet uit de onderbouwing." in slecht

    vrijgave = bekendmaking.zet_vrijgave_klaar(
        ronde=ronde, uitvoerder=met.uitvoerder, vrij_op=ronde.bekendmaking_op, door=manager
    )
    klok("2018-09-14 12:00")
    assert bekendmaking.geef_vrij(vrijgave_id=vrijgave.pk)
    beslissing = Beslissing.objects.get(regioinschrijving__inschrijving=met)
    assert (beslissing.status, beslissing.uitkomst) == (Status.VOORLOPIG, Uitkomst.OVEREENKOMST_BESTAAND)
    assert (beslissing.looptijd_van, beslissing.looptijd_tot) == (date(2019, 1, 1), date(2019, 12, 31))
    mail = Bericht.objects.get(ontvanger=met.email, over__startswith="bekendmaking.")
    assert "Utrecht: Overeenkomst, verlengd" in mail.tekst
    assert "volgt in het addendum" in mail.tekst
    client.force_login(een)
    assert "volgt in het addendum" in client.get(reverse("beslissing", args=[met.kenmerk])).content.decode()
