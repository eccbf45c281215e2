"""Making an extension round from an earlier one: who has an overeenkomst is asked to agree (docs/adr/0004)."""

from datetime import date

from django.db import transaction

from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from publicatie import wijzigregels
from publicatie.actions.rondes import neem_kop_over, neem_regios_over, neem_rijen_over
from publicatie.actions.wijzigen import controleer
from publicatie.models import Documenteis, Inkoopronde, Minimumeis, Rondedocument
from publicatie.states import Documentsoort, Klasse, Rondesoort, Status

THEMA, BRON = "Verlenging", "addendum"


@transaction.atomic
def maak_verlenging(*, ronde_id: int, code: str, naam: str, ingang_op: date, tot: date, door: Gebruiker) -> Inkoopronde:
    """A draft that asks the parties of a published round to agree to a longer overeenkomst, from `ingang_op` to `tot`.

    It takes over the parameters, the regions with their uitvoerder, the diensten, the words of the letters
    and the known amounts of those years. Criteria, places and leemten it has none. Its eisen are three statements of
    its own, to be changed like any other.
    RegelFout when the round is a draft, the term cannot be, or this verlenging exists already.
    """
    van = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if van.status != Status.GEPUBLICEERD:
        raise RegelFout("Alleen een gepubliceerde ronde kan een verlengingsronde krijgen.")
    wijzigregels.eis_verlengbaar(ingang_eerder=van.ingang_op, uiterlijk=van.verlenging_tot, ingang=ingang_op, tot=tot)
    ronde = Inkoopronde(code=code, naam=naam, soort=Rondesoort.VERLENGING, voorganger=van)
    neem_kop_over(ronde=ronde, van=van)
    ronde.ingang_op, ronde.looptijd_bestaand_tot, ronde.verlenging_tot = ingang_op, tot, van.verlenging_tot
    ronde.mandaat_van, ronde.mandaat_tot, ronde.referentiejaar = van.mandaat_van, van.mandaat_tot, None
    controleer(rij=ronde)
    ronde.save()
    neem_regios_over(ronde=ronde, van=van)
    for wat in ("diensten", "briefteksten"):
        neem_rijen_over(naam=wat, ronde=ronde, van=van)
    for bedrag in van.landelijke_bedragen.filter(jaar__range=(ingang_op.year, tot.year)):
        bedrag.pk, bedrag.ronde = None, ronde
        bedrag.save()
    _vul_inhoud(ronde, van)
    leg_vast(ronde, "maak_verlenging", door=door, van=van.pk)
    return ronde


def _vul_inhoud(ronde: Inkoopronde, van: Inkoopronde) -> None:
    """The statements, the one document that everybody signs, that of a samenwerkingsverband, and the addendum."""
    verklaringen = (
        ("Instemming", "Wij stemmen in met verlenging van onze overeenkomst, voor de looptijd van deze ronde."),
        (
            "Lopende overeenkomst",
            "Wij hebben in elke regio die wij kiezen een overeenkomst die loopt tot de verlenging ingaat.",
        ),
        (
            "Blijven voldoen",
            f"Wij voldoen nog aan alle eisen van {van.naam}, en blijven dat doen zolang de verlenging loopt.",
        ),
    )
    for nummer, (titel, tekst) in enumerate(verklaringen, 1):
        hier = {"regionaal": True, "uit_register": True} if nummer == 2 else {}
        Minimumeis.objects.create(
            ronde=ronde, nummer=nummer, titel=titel, tekst=tekst, thema=THEMA, paragraaf=BRON, **hier
        )
    Documenteis.objects.create(
        ronde=ronde,
        klasse=Klasse.BESTAAND,
        volgnummer=1,
        soort=Documentsoort.BESTUURSVERKLARING,
        titel="Instemmingsverklaring",
        toelichting="Hiermee stemt uw bestuur in met de verlenging. U vult haar in het portaal in en tekent haar daar.",
        uploaden=False,
    )
    if samen := van.documenteisen.filter(soort=Documentsoort.AANSPRAKELIJKHEID).first():
        samen.pk, samen.ronde, samen.klasse, samen.volgnummer = None, ronde, Klasse.BESTAAND, 2
        samen.save()
    Rondedocument.objects.create(ronde=ronde, slot="addendum", titel="Addendum bij de overeenkomst")
