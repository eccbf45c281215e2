"""Two people who click at once, on PostgreSQL: one result, and nothing is lost."""

import pytest

from beoordeling import actions
from beoordeling.models import Eisoordeel, Opening, Overleg, Regiobeoordeling
from beoordeling.states import Openingstatus
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from tests.beoordeling.hulp import (
    OPEN_OP,
    beoordeel,
    oordeel,
    plek,
    regio_van,
    staf,
    stel_leemten_vast,
    team,
    zonder_belang,
)
from tests.inschrijving.hulp import ingediende_inschrijving
from tests.race import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


def soorten(uitkomsten):
    return sorted(type(uitkomst).__name__ for uitkomst in uitkomsten)


def aantal(handeling):
    return Gebeurtenis.objects.filter(handeling=handeling).count()


@pytest.fixture
def ingediend(klok):
    klok("2017-07-28 14:12")
    inschrijving = ingediende_inschrijving().inschrijving
    stel_leemten_vast(inschrijving.ronde, inschrijving.uitvoerder)
    klok(OPEN_OP)
    return inschrijving


def test_twee_vragen_de_opening_tegelijk_aan(ingediend):
    mensen = [staf(ingediend.uitvoerder, naam) for naam in ("Een", "Twee", "Drie")]

    uitkomsten = tegelijk(
        lambda door: actions.vraag_opening_aan(ronde=ingediend.ronde, uitvoerder=ingediend.uitvoerder, door=door),
        mensen,
    )

    assert soorten(uitkomsten) == ["Opening", "RegelFout", "RegelFout"]
    assert (Opening.objects.count(), aantal("vraag_opening_aan")) == (1, 1)


@pytest.mark.geval("B29")
def test_drie_bevestigen_tegelijk_en_een_opent(ingediend):
    wie = team(ingediend.uitvoerder)
    opening = actions.vraag_opening_aan(ronde=ingediend.ronde, uitvoerder=ingediend.uitvoerder, door=wie.een)
    mensen = [wie.een, wie.twee, wie.manager]

    uitkomsten = tegelijk(lambda door: actions.open_samen(opening_id=opening.pk, door=door), mensen)

    assert soorten(uitkomsten) == ["Opening", "RegelFout", "RegelFout"]
    assert Opening.objects.get().status == Openingstatus.GEOPEND
    assert (Inschrijving.objects.get().status, Regiobeoordeling.objects.count()) == ("geopend", 1)


def test_hetzelfde_oordeel_twee_keer_tegelijk_is_er_een(dossier, wie):
    uitkomsten = tegelijk(lambda nee: oordeel(dossier, 2, wie.een, nee=nee), [False, True, False, True])
    assert soorten(uitkomsten) == ["Eisoordeel"] * 4
    assert Eisoordeel.objects.count() == 1


def test_twee_collegas_oordelen_tegelijk_en_beide_oordelen_blijven(dossier, wie):
    for eis in (2, 4, 5, 6):
        uitkomsten = tegelijk(lambda door, eis=eis: oordeel(dossier, eis, door), [wie.een, wie.twee])
        assert soorten(uitkomsten) == ["Eisoordeel"] * 2
    assert Eisoordeel.objects.count() == 8


@pytest.mark.geval("B29")
def test_twee_derden_tegelijk_en_een_is_de_tweede(dossier, wie):
    vierde = staf(dossier.uitvoerder, "Vera Vierde")
    zonder_belang(dossier, wie.manager, vierde)
    oordeel(dossier, 2, wie.een)

    uitkomsten = tegelijk(lambda door: oordeel(dossier, 2, door), [wie.twee, wie.manager, vierde])

    assert soorten(uitkomsten) == ["Eisoordeel", "RegelFout", "RegelFout"]
    assert Eisoordeel.objects.count() == 2


def test_veranderen_terwijl_de_collega_oordeelt(dossier, wie):
    """Either the change comes first, or it is refused; never a change after the colleague could have seen it."""
    for eis in (2, 4, 6, 7):
        oordeel(dossier, eis, wie.een)
        doe = [
            lambda eis=eis: oordeel(dossier, eis, wie.een, nee=True),
            lambda eis=eis: oordeel(dossier, eis, wie.twee),
        ]
        eigen, van_collega = tegelijk(lambda handeling: handeling(), doe)
        assert isinstance(van_collega, Eisoordeel)
        bewaard = Eisoordeel.objects.get(eis__nummer=eis, beoordelaar=wie.een).oordeel
        assert bewaard == ("voldoet" if isinstance(eigen, RegelFout) else "voldoet_niet")


def test_overleg_wijzigen_en_bevestigen_tegelijk(dossier, wie):
    """What is confirmed is what was seen."""
    oordeel(dossier, 5, wie.een, nee=True)
    oordeel(dossier, 5, wie.twee)
    rij = actions.leg_overleg_vast(**plek(dossier, 5), oordeel="voldoet", motivering="Eerst.", door=wie.een)
    gezien = rij.hash
    doe = [
        lambda: actions.leg_overleg_vast(
            **plek(dossier, 5), oordeel="voldoet_niet", motivering="Toch niet.", door=wie.een
        ),
        lambda: actions.bevestig_overleg(overleg_id=rij.pk, gezien_hash=gezien, door=wie.twee),
    ]
    uitkomsten = tegelijk(lambda handeling: handeling(), doe)
    assert soorten(uitkomsten) == ["Overleg", "RegelFout"]
    rij = Overleg.objects.get()
    assert (rij.bevestigd_op is None) == (rij.motivering == "Toch niet.")


def test_twee_ronden_tegelijk_af(dossier, wie):
    beoordeel(dossier, afronden=False)
    regio = regio_van(dossier, "Utrecht")
    uitkomsten = tegelijk(
        lambda door: actions.rond_af(regioinschrijving_id=regio.pk, door=door), [wie.een, wie.twee, wie.manager]
    )
    assert soorten(uitkomsten) == ["RegelFout", "RegelFout", "Regiobeoordeling"]
    assert aantal("voldoet") == 1


def test_twee_verklaringen_over_belangen_tegelijk(dossier):
    mens = team(dossier.uitvoerder).een
    uitkomsten = tegelijk(
        lambda belang: actions.verklaar_belang(
            inschrijving_id=dossier.pk, heeft_belang=belang, toelichting="Mijn zus werkt er.", door=mens
        ),
        [True, False],
    )
    assert soorten(uitkomsten) == ["Belangenverklaring", "RegelFout"]
