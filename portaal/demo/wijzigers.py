"""The scripted cast, part five: one overeenkomst that is changed, and one that goes on for a year."""

from django.db.models import QuerySet

from kern import klok
from overeenkomst import actions
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import verlengingen, wijzigingen, wijziginhoud
from overeenkomst.queries.verlengingen import Einde
from overeenkomst.rules.wijziging import Voorstel
from overeenkomst.states import Status
from partijen.permissions import Recht
from portaal.demo.cast import elk, ronde, staf, tekenaar, uitvoerders
from portaal.demo.contractanten import RECHTBANK, UITVOERDER


def wijzig_een() -> list[str]:
    """One overeenkomst gets an addendum: an inkoper proposes it, both sides talk and sign."""
    rijen = _lopend().filter(addenda=None, voorstellen=None)
    return elk(rijen[:1], _wijzig)


def _lopend() -> QuerySet[Overeenkomst]:
    rijen = Overeenkomst.objects.filter(status=Status.VAN_KRACHT, inschrijving__ronde=ronde()).order_by("pk")
    rijen = rijen.filter(inschrijving__uitvoerder__code=UITVOERDER)
    return rijen.select_related("inschrijving__organisatie", "inschrijving__uitvoerder")


def _wijzig(rij: Overeenkomst) -> None:
    uitvoerder, organisatie = rij.inschrijving.uitvoerder, rij.inschrijving.organisatie
    naam, deel = next(iter(wijzigingen.delen(rij).items()))
    afspraak = wijziginhoud.geldende_afspraken(deel)[0]
    lager = {"tarief": str(afspraak.tarief), "jaarbedrag": f"{int(afspraak.jaarbedrag) // 1000 * 1000}.00"}
    voorstel = Voorstel(
        reden="anders",
        toelichting="De organisatie verwacht dit jaar minder vragen dan in haar prognose stond.",
        artikelen="De afspraak over prijs en volume",
        tekst=f"Het budget voor {naam} wordt lager, in hele duizenden euro’s. De rest blijft bij de regio.",
        ingang_op=klok.vandaag().replace(day=1, month=klok.vandaag().month + 1),
        wijziging={"afspraken": {naam: {str(afspraak.jaar): lager}}},
    )
    inkoper, manager = staf(uitvoerder, "inkoper-een"), staf(uitvoerder, "manager")
    gedaan = actions.stel_wijziging_voor(overeenkomst_id=rij.pk, voorstel=voorstel, door=inkoper)
    verslag = "Wij hebben gebeld en zijn het eens."
    actions.leg_overleg_vast(voorstel_id=gedaan.pk, dag=klok.vandaag(), verslag=verslag, door=inkoper)
    for wie, functie in ((tekenaar(organisatie), "bestuurder"), (manager, "manager zorginkoop")):
        gezien = wijzigingen.inhoudshash(gedaan)
        waar = {"functie": functie, "plaats": RECHTBANK}
        actions.teken_wijziging(voorstel_id=gedaan.pk, gezien=gezien, door=wie, **waar)


def verleng_een() -> list[str]:
    """Of what ends this year the first goes on for a year and accepts; the others are for a visitor."""
    manager = staf(uitvoerders().get(code=UITVOERDER), "manager")
    eindes = verlengingen.eindes(manager, Recht.VERLENGING_BESLISSEN, klok.vandaag())
    return elk([einde for einde in eindes[:1] if einde.verlenging is None], _verleng)


def _verleng(einde: Einde) -> None:
    rij = einde.overeenkomst
    uitvoerder = rij.inschrijving.uitvoerder
    hier = {"overeenkomst_id": rij.pk, "jaar": einde.eind.year, "tot": einde.mogelijk[0]}
    reden = "De organisatie helpt meer cliënten dan verwacht. In deze regio is plaats voor haar."
    besluit = actions.stel_verlenging_voor(**hier, reden=reden, door=staf(uitvoerder, "inkoper-een"))
    gezien = verlengingen.inhoudshash(besluit)
    actions.besluit_verlenging(verlenging_id=besluit.pk, gezien=gezien, door=staf(uitvoerder, "manager"))
    actions.aanvaard_verlenging(verlenging_id=besluit.pk, door=tekenaar(rij.inschrijving.organisatie))
