"""Two people who click at once, on PostgreSQL: one result, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.db import connection, transaction

from beoordeling import actions
from beoordeling.models import Eisoordeel, Opening, Overleg, Regiobeoordeling
from beoordeling.states import Openingstatus
from inschrijving.models import Inschrijving
from kern.fouten import RegelFout
from kern.klok import om
from kern.log import sleutel
from kern.models import Gebeurtenis, Ketting
from publicatie.actions.uitstel import bevestig_uitstel, stel_uitstel_voor
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
from tests.factories import RolFactory, bekeken
from tests.inschrijving.hulp import ingediende_inschrijving
from tests.publicatie.hulp import gepubliceerde_ronde
from tests.race import tegelijk
from tests.wachten import wacht_tot, wachtenden

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

    uitkomsten = tegelijk(
        lambda door: actions.open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=door), mensen
    )

    assert soorten(uitkomsten) == ["Opening", "RegelFout", "RegelFout"]
    assert Opening.objects.get().status == Openingstatus.GEOPEND
    assert (Inschrijving.objects.get().status, Regiobeoordeling.objects.count()) == ("geopend", 1)


@pytest.mark.geval("T14")
def test_een_opening_wacht_op_een_uitstel_dat_nog_wordt_vastgelegd(klok):
    """The uitstel is confirmed in time and hangs before its commit; meanwhile the old moment of the opening comes."""
    klok("2017-08-01 17:55")
    ronde = gepubliceerde_ronde(beoordeling_vanaf=om(date(2017, 8, 3)))
    uitvoerder = ronde.toewijzingen.first().uitvoerder
    stel_leemten_vast(ronde, uitvoerder)
    wie = team(uitvoerder)
    een, twee = (RolFactory(landelijk=True).gebruiker for _ in range(2))
    nieuw = om(date(2017, 8, 1), 20)
    uitstel = stel_uitstel_voor(ronde_id=ronde.pk, nieuw=nieuw, reden="Storing.", door=een)

    def bevestig():
        return bevestig_uitstel(uitstel_id=uitstel.pk, door=twee)

    def open_dossiers():
        opening = actions.vraag_opening_aan(ronde=ronde, uitvoerder=uitvoerder, door=wie.een)
        return actions.open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=wie.twee)

    verder = Event()
    with ThreadPoolExecutor(3) as poel:
        poel.submit(_los, lambda: _houd_vast(sleutel(ronde), verder))
        wacht_tot(lambda: not _vrij(sleutel(ronde)))
        eerst = poel.submit(_los, bevestig)
        wacht_tot(lambda: wachtenden() == 1)
        klok(OPEN_OP)
        daarna = poel.submit(_los, open_dossiers)
        wacht_tot(lambda: wachtenden() == 2 or daarna.done())
        verder.set()
        assert eerst.result(20).sluiting_op == nieuw
        assert isinstance(daarna.exception(20), RegelFout)
    assert Opening.objects.count() == 0


def _houd_vast(ketting: str, verder: Event) -> None:
    """Keep the chain in which the uitstel writes its line."""
    with transaction.atomic():
        Ketting.objects.select_for_update().get(pk=ketting)
        verder.wait(20)


def _vrij(ketting: str) -> bool:
    with transaction.atomic():
        return Ketting.objects.select_for_update(skip_locked=True).filter(pk=ketting).exists()


def _los(doe):
    try:
        return doe()
    finally:
        connection.close()


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
