"""A snapshot holds everything and comes back exactly, whatever happened in between (ADR 0002)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inschrijving import momentopname
from inschrijving.models import (
    Bewijsstuk,
    Clientondersteuner,
    Deelnemer,
    Dekking,
    Ervaring,
    Indiening,
    Inschrijving,
    Regioinschrijving,
)
from inschrijving.queries import vers
from tests.factories_inschrijving import (
    BewijsstukFactory,
    ClientondersteunerFactory,
    DeelnemerFactory,
    ErvaringFactory,
    RegioinschrijvingFactory,
)
from tests.inschrijving.hulp import NIEUW, Lid, ingediende_inschrijving

pytestmark = pytest.mark.django_db

WIJZIGINGEN = {
    "weg_deelnemer": lambda i: i.deelnemers.first() and i.deelnemers.first().delete(),
    "weg_regio": lambda i: i.regios.first() and i.regios.first().delete(),
    "weg_persoon": lambda i: i.clientondersteuners.first() and i.clientondersteuners.first().delete(),
    "weg_stuk": lambda i: i.bewijsstukken.first() and i.bewijsstukken.first().delete(),
    "weg_verklaring": lambda i: type(i.bestuursverklaring).objects.filter(inschrijving=i).delete(),
    "weg_handtekening": lambda i: i.bestuursverklaring.handtekeningen.all().delete(),
    "erbij_deelnemer": lambda i: DeelnemerFactory(inschrijving=i),
    "erbij_regio": lambda i: i.regios.count() < 3 and RegioinschrijvingFactory(inschrijving=i),
    "erbij_persoon": lambda i: ClientondersteunerFactory(inschrijving=i),
    "erbij_ervaring": lambda i: ErvaringFactory(inschrijving=i),
    "erbij_stuk": lambda i: BewijsstukFactory(inschrijving=i),
    "andere_velden": lambda i: Inschrijving.objects.filter(pk=i.pk).update(telefoon="x", werkdagen=[], verbandnaam=""),
    "andere_prognose": lambda i: i.regios.update(uren=Decimal("1.25"), clienten=None, klasse="bestaand"),
    "andere_regios": lambda i: [persoon.regios.clear() for persoon in i.clientondersteuners.all()],
    "andere_eisen": lambda i: [stuk.eisen.set(i.ronde.eisen.all()[:2]) for stuk in i.bewijsstukken.all()],
    "andere_datum": lambda i: i.bewijsstukken.update(datum=date(2016, 2, 29)),
    "andere_ervaring": lambda i: i.ervaringen.update(toelichting="anders"),
    "andere_dekking": lambda i: Dekking.objects.filter(regioinschrijving__inschrijving=i).delete(),
}


@pytest.mark.geval("T7")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(namen=st.lists(st.sampled_from(sorted(WIJZIGINGEN)), min_size=2, max_size=6, unique=True))
def test_na_terugzetten_is_alles_gelijk(klok, namen):
    klok("2017-07-28 14:12")
    indiening = Indiening.objects.first() or ingediende_inschrijving(
        regios={"Utrecht": NIEUW, "Zwolle": NIEUW}, leden=[Lid("Stichting Wulp", "87654321")]
    )
    inschrijving = Inschrijving.objects.get(pk=indiening.inschrijving_id)
    for naam in namen:
        WIJZIGINGEN[naam](inschrijving)

    momentopname.zet_terug(Indiening.objects.get(pk=indiening.pk))

    assert momentopname.hash_nu(vers(inschrijving.pk)) == indiening.hash


@pytest.mark.parametrize("naam", sorted(WIJZIGINGEN))
def test_elke_wijziging_komt_terug(klok, naam):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving(leden=[Lid("Stichting Wulp", "87654321")])
    WIJZIGINGEN[naam](Inschrijving.objects.get())
    assert momentopname.hash_nu(vers(indiening.inschrijving_id)) != indiening.hash
    momentopname.zet_terug(indiening)
    assert momentopname.hash_nu(vers(indiening.inschrijving_id)) == indiening.hash


def test_elk_model_onder_een_inschrijving_staat_in_de_opname():
    """A new kind of row may not be forgotten in the snapshot or the way back."""
    eigen = {model for model, _ in momentopname.RIJEN}
    kinderen = {Inschrijving, *eigen}
    verwijst = {
        rel.related_model
        for model in kinderen
        for rel in model._meta.related_objects
        if rel.related_model._meta.app_label == "inschrijving" and not rel.many_to_many
    }
    assert verwijst - {m.through for m in (Clientondersteuner.regios, Bewijsstuk.eisen)} - {Indiening} == eigen
    velden = {veld.name for veld in Inschrijving._meta.fields}
    vast = {
        "id",
        "kenmerk",
        "ronde",
        "uitvoerder",
        "organisatie",
        "status",
        "begonnen_op",
        "bewaard_op",
        "vernietigd_op",
    }
    assert velden - vast - {"wijziging_begonnen", "intrekreden"} == set(momentopname.EIGEN_VELDEN)


@pytest.mark.parametrize("model", [Deelnemer, Regioinschrijving, Clientondersteuner, Ervaring, Bewijsstuk])
def test_sleutels_blijven_dezelfde(klok, model):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving(leden=[Lid("Stichting Wulp", "87654321")])
    voor = set(model.objects.values_list("pk", flat=True))
    model.objects.all().delete()
    momentopname.zet_terug(indiening)
    assert voor
    assert set(model.objects.values_list("pk", flat=True)) == voor


def test_de_opname_vraagt_niet_meer_naarmate_er_meer_rijen_zijn(klok, django_assert_max_num_queries):
    klok("2017-07-28 14:12")
    klein = ingediende_inschrijving(ondersteuners=1).inschrijving
    groot = ingediende_inschrijving(ronde=klein.ronde, ondersteuners=9).inschrijving
    for rij in (klein, groot):
        with django_assert_max_num_queries(14):
            momentopname.hash_nu(vers(rij.pk))
