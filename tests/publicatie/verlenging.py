"""An extension round of the small round 2018-2020, made and published by the real actions."""

from datetime import date

from beoordeling.models import Contract
from kern.klok import om
from partijen.models import Organisatie
from publicatie.actions.publiceren import publiceer
from publicatie.actions.verlengen import maak_verlenging
from publicatie.actions.wijzigen import wijzig_ronde
from publicatie.models import Dienst, Inkoopronde, LandelijkBedrag, Rondedocument
from tests.factories import zet_klok
from tests.onthoud import onthoud
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde

INGANG, TOT = date(2019, 1, 1), date(2019, 12, 31)
TIJDSCHEMA = {
    "publicatie_op": om(date(2018, 6, 15), 12),
    "sluiting_op": om(date(2018, 7, 29), 17),
    "beoordeling_vanaf": om(date(2018, 7, 31)),
    "bekendmaking_op": om(date(2018, 9, 14), 12),
    "bezwaar_tot": om(date(2018, 9, 28), 17),
    "overeenkomsten_vanaf": om(date(2018, 10, 15)),
}
INVULLEN, SLUIT_BIJNA, OPEN_OP, BEOORDEEL_OP = (
    *("2018-07-02 10:00", "2018-07-27 17:00"),
    *("2018-07-29 18:00", "2018-08-01 10:00"),
)


def maak(van: Inkoopronde | None = None, **velden) -> Inkoopronde:
    """The draft as it comes from the earlier round."""
    gegevens = {"code": "2019-verlenging", "naam": "Verlenging 2019", "ingang_op": INGANG, "tot": TOT} | velden
    return maak_verlenging(ronde_id=(van or gepubliceerde_ronde()).pk, door=beheerder(), **gegevens)


@onthoud
def gepubliceerde_verlenging() -> Inkoopronde:
    """Public, with a tijdschema; sets the clock to a day on which everybody can agree."""
    return publiceer_verlenging(gepubliceerde_ronde())


def publiceer_verlenging(van: Inkoopronde) -> Inkoopronde:
    """The same, of a round that is there already and has its amounts and diensten or gets them."""
    zet_klok("2018-06-01 10:00")
    ronde, door = maak(van), beheerder()
    for jaar in {2019} - set(ronde.landelijke_bedragen.values_list("jaar", flat=True)):
        LandelijkBedrag.objects.create(ronde=ronde, jaar=jaar)
    if not ronde.diensten.exists():
        Dienst.objects.create(ronde=ronde, nummer=1, naam="Informatie en advies")
    wijzig_ronde(ronde_id=ronde.pk, velden=TIJDSCHEMA, door=door)
    Rondedocument.objects.filter(ronde=ronde).update(adres="https://kader.example/addendum")
    publiceer(ronde_id=ronde.pk, door=door)
    zet_klok(INVULLEN)
    return Inkoopronde.objects.get(pk=ronde.pk)


def contract(organisatie: Organisatie, toewijzing, *, van=date(2018, 1, 1), tot=date(2018, 12, 31)) -> Contract:
    """A line of the contractregister in the region of a toewijzing."""
    return Contract.objects.create(
        kvk_nummer=organisatie.kvk_nummer,
        naam=organisatie.statutaire_naam,
        uitvoerder=toewijzing.uitvoerder,
        regio=toewijzing.regio,
        van=van,
        tot=tot,
    )
