"""Letters under the seal of the installation: what is approved is what goes out, and nothing goes without (R17)."""

import pytest

from bekendmaking import actions
from bekendmaking.models import Brief, Vrijgave
from bekendmaking.states import Status
from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.rules import sha256
from kluis.actions import lees
from tests.bekendmaking.test_bezwaar import maak, neem
from tests.bekendmaking.test_herziening import Zaak
from tests.bekendmaking.toneel import BESTAAND, VOLDOET_NIET, Toneel, bekende_brief, zet_klok
from tests.inschrijving.certificaten import VAN, pas, wortel
from tests.kern.test_zegel import WORTEL, ZEGEL, oordeel

pytestmark = pytest.mark.django_db
GOED = ("Zorgkantoor IJsvogel, zegel", True, True)


@pytest.fixture
def stel_in(settings, tmp_path):
    def zet(wie=ZEGEL):
        pad = tmp_path / "zegel.p12"
        pad.write_bytes(wie.p12("geheim"))
        settings.ZEGEL_CERTIFICAAT, settings.ZEGEL_WACHTWOORD = str(pad), "geheim"

    return zet


def gezien(stuk, moment="2017-09-11 10:00"):
    uit = oordeel(lees(stuk), moment=moment)
    return uit["naam"], uit["ongeschonden"], uit["vertrouwd"]


def test_de_goedgekeurde_hash_is_die_van_de_verzegelde_brief_die_uitgaat(stel_in):
    stel_in()
    toneel = Toneel()
    brief = toneel.bekendgemaakt()
    assert gezien(brief.stuk) == GOED
    assert (brief.hash, brief.verzegeld) == (sha256(lees(brief.stuk)), True)
    assert list(Bericht.objects.get(soort="beslissing").bijlagen.all()) == [brief.stuk]


def test_opnieuw_maken_verandert_een_verzegelde_brief_alleen_bij_andere_inhoud(stel_in):
    stel_in()
    toneel = Toneel()
    brief = toneel.brief(goedgekeurd=True)
    toneel.zet_klaar()
    zet_klok("2017-09-12 10:00")  # the seal would hold another moment
    opnieuw = toneel.brief(brief.inschrijving)
    assert (opnieuw.hash, opnieuw.status, Vrijgave.objects.count()) == (brief.hash, Status.GOEDGEKEURD, 1)
    type(brief.inschrijving).objects.update(email="ander@kiekendief.example")
    anders = toneel.brief(brief.inschrijving)
    assert (anders.hash == brief.hash, anders.status, Vrijgave.objects.count()) == (False, Status.ONTWERP, 0)


def test_een_brief_van_voor_het_zegel_gaat_nergens_meer_door(stel_in):
    toneel = Toneel()
    een, twee = (toneel.dossier({"Utrecht": BESTAAND}) for _ in range(2))
    toneel.stel_vast("Utrecht")
    goedgekeurd, los = toneel.brief(een, goedgekeurd=True), toneel.brief(twee)
    stel_in()
    with pytest.raises(RegelFout, match=f"nog geen zegel: {los.kenmerk}"):
        actions.keur_goed(brief_id=los.pk, gezien_hash=los.hash, door=toneel.manager)
    toneel.brief(twee, goedgekeurd=True)
    with pytest.raises(RegelFout, match=f"{goedgekeurd.inschrijving.kenmerk}: de brief heeft nog geen zegel"):
        toneel.zet_klaar()
    opnieuw = toneel.brief(een)
    assert (opnieuw.verzegeld, opnieuw.status) == (True, Status.ONTWERP)
    toneel.brief(een, goedgekeurd=True)
    assert toneel.zet_klaar().vrijgegeven_op is None


def test_een_verlopen_certificaat_houdt_het_maken_van_brieven_tegen_en_zegt_het_eenmaal(stel_in):
    stel_in(pas("Het oude zegel", WORTEL, van=VAN, tot=VAN.replace(month=6)))
    toneel = Toneel()
    dossiers = [toneel.dossier({"Utrecht": VOLDOET_NIET}) for _ in range(2)]
    with pytest.raises(RegelFout, match="verlopen op donderdag 1 juni 2017"):
        actions.stel_alle_op(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, door=toneel.inkoper)
    with pytest.raises(RegelFout, match="verlopen op donderdag 1 juni 2017"):
        toneel.brief(dossiers[0])
    assert not Brief.objects.exists()


def test_het_antwoord_op_een_bezwaar_heeft_het_zegel_of_gaat_niet_uit(stel_in):
    zet_klok("2017-09-11 10:00")
    brief = bekende_brief()
    toneel = Toneel.rond(brief.inschrijving)
    zet_klok("2017-09-27 10:00")
    bezwaar = maak(brief, toneel.invuller(brief.inschrijving))
    neem(toneel, bezwaar)

    def antwoord():
        return actions.beantwoord(
            bezwaar_id=bezwaar.pk, oordeel="ongegrond", antwoord="Het bewijs ontbreekt.", door=toneel.behandelaar
        )

    stel_in(pas("Het oude zegel", wortel(), van=VAN, tot=VAN.replace(month=6)))
    voor = Bericht.objects.count()
    with pytest.raises(RegelFout, match="niets verstuurd"):
        antwoord()
    bezwaar.refresh_from_db()
    assert (bezwaar.status, Bericht.objects.count()) == ("in_behandeling", voor)
    stel_in()
    assert gezien(antwoord().antwoordbrief, "2017-09-27 10:00") == GOED


def test_de_brieven_van_een_herziening_hebben_het_zegel(stel_in):
    zaak = Zaak()
    los = zaak.stel_op()
    stel_in()
    with pytest.raises(RegelFout, match="nog geen zegel"):
        zaak.geef_vrij(los)
    herziening = zaak.stel_op()
    zaak.geef_vrij(herziening)
    assert [gezien(brief.stuk, "2017-10-09 10:00") for brief in herziening.brieven.all()] == [GOED] * 2
