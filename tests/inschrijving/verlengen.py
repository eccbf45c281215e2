"""An organisation that agrees to an extension, by the real actions."""

from collections.abc import Collection, Sequence

from inschrijving import actions
from inschrijving.models import Inschrijving
from inschrijving.states import Bevoegdheid, Tekenwijze
from partijen.models import Gebruiker, Organisatie
from publicatie.models import Inkoopronde
from publicatie.states import Klasse
from tests.factories import OrganisatieFactory
from tests.inschrijving.hulp import Lid, tekenbevoegde
from tests.onthoud import onthoud
from tests.publicatie.verlenging import gepubliceerde_verlenging


@onthoud
def instemming(
    *,
    ronde: Inkoopronde | None = None,
    organisatie: Organisatie | None = None,
    door: Gebruiker | None = None,
    tweede: Gebruiker | None = None,
    regios: Collection[str] = ("Utrecht",),
    leden: Sequence[Lid] = (),
) -> Inschrijving:
    """Everything filled in, nothing signed. `tweede`: who signs as well, being authorised together only."""
    ronde = ronde or gepubliceerde_verlenging()
    organisatie = organisatie or OrganisatieFactory()
    door = door or tekenbevoegde(organisatie)
    uitvoerder = ronde.toewijzingen.order_by("pk").first().uitvoerder
    rij = actions.begin(ronde=ronde, uitvoerder=uitvoerder, organisatie=organisatie, door=door)
    wie = {"inschrijving_id": rij.pk, "door": door}
    actions.bewaar_organisatie(rechtspersoon_bevestigd=True, telefoon="030 123 45 67", **wie)
    pks = ronde.toewijzingen.filter(regio__naam__in=regios).values_list("pk", flat=True)
    actions.kies_regios(keuzes={pk: actions.Regiokeuze(Klasse.BESTAAND) for pk in pks}, **wie)
    if leden:
        actions.bewaar_samenwerkingsverband(samenwerkingsverband=True, verbandnaam="Samenwerking Tureluur", **wie)
    for lid in leden:
        actions.bewaar_deelnemer(naam=lid.naam, kvk_nummer=lid.kvk_nummer, soort=lid.soort, **wie)
    actions.bewaar_verklaring(
        eisen={eis.nummer: True for eis in ronde.eisen.all()},
        ondertekenaar=door.naam,
        functie="voorzitter",
        bevoegdheid=Bevoegdheid.BESTUURDER,
        **wie,
    )
    if tweede:
        actions.bewaar_verklaring(
            tekenwijze=Tekenwijze.GEZAMENLIJK,
            tweede_ondertekenaar=tweede.naam,
            tweede_functie="penningmeester",
            tweede_bevoegdheid=Bevoegdheid.BESTUURDER,
            **wie,
        )
    rij.refresh_from_db()
    return rij
