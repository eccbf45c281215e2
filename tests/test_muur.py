"""The second wall, on PostgreSQL itself: whatever is asked, nobody gets a row of another organisation (R15, I8)."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, models

from inschrijving.models import Inschrijving
from kern import muur
from kluis.models import Dossiersleutel
from partijen.models import Organisatie
from portaal import muur as stenen
from tests.factories_beoordeling import BeoordelaarFactory, EisoordeelFactory
from tests.factories_inschrijving import DeelnemerFactory
from tests.rechten import Kant
from tests.test_rechten import eigen_cache, wereld, zelfde_kluis  # noqa: F401 - the same world

pytestmark = pytest.mark.django_db
STENEN = {steen.tabel: steen for steen in stenen.stenen()}
MODELLEN = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
NIEMAND = muur.Bereik()
BUITEN = {label for labels in stenen.OPEN.values() for label in labels}


# --- every model has its place ---------------------------------------------------------------------------------------


def leidt_naar(model: type[models.Model]) -> set[type[models.Model]]:
    """The models that its keys lead to, how many steps away also."""
    gezien, nieuw = set(), {model}
    while nieuw:
        gezien |= nieuw
        velden = [veld for rij in nieuw for veld in rij._meta.concrete_fields if veld.is_relation]
        nieuw = {veld.related_model for veld in velden} - gezien
    return gezien - {model}


def test_elk_model_dat_naar_een_organisatie_leidt_is_ingedeeld():
    eigen = {model for model in MODELLEN.values() if model._meta.app_label in {a.label for a in EIGEN_APPS}}
    raakt = {model for model in eigen if model is Organisatie or Organisatie in leidt_naar(model)}
    raakt |= {model for model in eigen if any(veld.name == "dossier" for veld in model._meta.fields)}
    los = {model for model in raakt if not model._meta.auto_created}  # tables in between follow their model
    anders = {model._meta.label for model in los if model._meta.db_table not in STENEN} - BUITEN
    assert not anders, "Zet dit model in VIA of WORTELS van portaal/muur.py, of in OPEN met de reden."
    overbodig = BUITEN - {model._meta.label for model in raakt}
    assert not overbodig | {label for label in BUITEN if apps.get_model(label)._meta.db_table in STENEN}


EIGEN_APPS = [app for app in apps.get_app_configs() if not app.name.startswith(("django", "allauth"))]


# --- what stands behind it -------------------------------------------------------------------------------------------


# Of what the world of the matrix has no row: one of this side.
OOK: dict[str, Callable[[Kant], object]] = {
    "inschrijving_deelnemer": lambda k: DeelnemerFactory(inschrijving=k.bekend),
    "beoordeling_beoordelaar": lambda k: BeoordelaarFactory(inschrijving=k.bekend),
    "beoordeling_eisoordeel": lambda k: EisoordeelFactory(inschrijving=k.bekend),
}


def bereik(kant: Kant) -> muur.Bereik:
    return muur.Bereik(frozenset({kant.hoofd.pk, kant.zus.pk}))


def zichtbaar(tabel: str) -> set[int]:
    """In raw SQL, as the least careful page would ask."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {tabel}")  # noqa: S608 - our own name
        return {rij for (rij,) in cursor.fetchall()}


def _tussentabellen(model: type[models.Model] | None) -> set[type[models.Model]]:
    return {veld.remote_field.through for veld in model._meta.local_many_to_many} if model else set()


def pad(model: type[models.Model]) -> str:
    """The lookup from this model to its dossier, along the keys of VIA."""
    if model is Inschrijving:
        return ""
    veld = next((veld for veld, labels in stenen.VIA.items() if model._meta.label in labels), None)
    if veld is None:  # of a many-to-many field
        [veld] = [f.name for f in model._meta.fields if model in _tussentabellen(f.related_model)]
    return f"{veld}__{pad(model._meta.get_field(veld).related_model)}"


def rijen_van(model: type[models.Model], organisaties: set[int]) -> set[int]:
    """The rows of these organisations, by the ORM and without the wall."""
    rijen = model._base_manager.all()
    if model._meta.app_label == "kluis":
        eigen = Inschrijving.objects.filter(organisatie__in=organisaties).values_list("pk", flat=True)
        naam = "dossier" if model is Dossiersleutel else "sleutel__dossier"
        return {
            rij
            for rij, dossier in rijen.values_list("pk", naam)
            if dossier.split(":")[0] not in {"inschrijving", "opening", "archief"}
            or (dossier.startswith("inschrijving:") and int(dossier.split(":")[1]) in eigen)
        }
    if model._meta.label == "beoordeling.Verduidelijkingsvraag":
        van = models.Q(inschrijving__organisatie__in=organisaties)
        van |= models.Q(verduidelijkingen__inschrijving__organisatie__in=organisaties)
        return set(rijen.filter(van).values_list("pk", flat=True))
    return set(rijen.filter(**{f"{pad(model)}organisatie__in": organisaties}).values_list("pk", flat=True))


@pytest.mark.geval("B24")
@pytest.mark.parametrize("tabel", STENEN)
def test_zonder_eerste_muur_ziet_een_organisatie_alleen_haar_eigen_rijen(wereld, tabel):  # noqa: F811
    model = MODELLEN[tabel]
    for kant in (wereld.x, wereld.y):
        OOK.get(tabel, lambda kant: None)(kant)
    alle = zichtbaar(tabel)
    per_kant = []
    for kant in (wereld.x, wereld.y):
        eigen = rijen_van(model, bereik(kant).organisaties)
        with muur.achter(bereik(kant)):
            assert zichtbaar(tabel) == eigen == set(model._base_manager.values_list("pk", flat=True))
        per_kant.append(eigen)
    assert all(eigen < alle for eigen in per_kant), "de wereld heeft geen rij van beide kanten om af te schermen"
    with muur.achter(NIEMAND):
        assert zichtbaar(tabel) == rijen_van(model, set())
    assert zichtbaar(tabel) == alle
