"""The scripted cast, part two: opening, verdicts, indeling, selection and loting."""

from beoordeling import actions, queries
from beoordeling.models import Classificatie, Opening, Regiobeoordeling
from beoordeling.states import Oordeel, Openingstatus
from beoordeling.states import Status as Beoordelingstatus
from inschrijving.models import Inschrijving
from kern import klok
from partijen.models import Gebruiker
from portaal.demo import gegevens
from portaal.demo.cast import partij_van, pdf, ronde, staf, uitvoerders
from publicatie.models import Regiotoewijzing
from selectie import actions as selectie
from selectie import trekking
from selectie.models import Kandidaat, Loting, Regioselectie
from selectie.states import Lotingstatus, Methode
from selectie.states import Status as Selectiestatus

GEMEENTE_MIST = "Niet alle gemeenten van de regio zijn aangevinkt. Het netwerk is daarom niet dekkend."
TE_WEINIG = "Er zijn minder dan drie cliëntondersteuners. De keuzevrijheid is daarom niet geborgd."
ERVARING = "De onderbouwing laat zien dat de organisatie deze doelgroepen kent."
GENOEG_ERVARING = "De onderbouwing laat ervaring met alle doelgroepen zien."
VOG_TE_OUD = "De verklaring omtrent gedrag was op de dag van indienen zes maanden en één dag oud."


def open_alles() -> None:
    """Two people of each uitvoerder open what is not open yet."""
    for uitvoerder in uitvoerders():
        if Opening.objects.filter(ronde=ronde(), uitvoerder=uitvoerder, status=Openingstatus.GEOPEND).exists():
            continue
        opening = actions.vraag_opening_aan(ronde=ronde(), uitvoerder=uitvoerder, door=staf(uitvoerder, "inkoper-een"))
        actions.open_samen(opening_id=opening.pk, door=staf(uitvoerder, "manager"))


def beoordeel_alles() -> None:
    """Two inkopers judge every eis that is still open, and close the assessment per region."""
    for dossier in Inschrijving.objects.filter(status="geopend").select_related("organisatie", "uitvoerder", "ronde"):
        beoordelaars = [staf(dossier.uitvoerder, "inkoper-een"), staf(dossier.uitvoerder, "inkoper-twee")]
        for beoordelaar in beoordelaars:
            if queries.heeft_belang(dossier, beoordelaar) is None:
                actions.verklaar_belang(
                    inschrijving_id=dossier.pk, heeft_belang=False, toelichting="", door=beoordelaar
                )
        _beoordeel(dossier, beoordelaars)


def _beoordeel(dossier: Inschrijving, beoordelaars: list[Gebruiker]) -> None:
    """Fill in the verdicts that are missing; what a visitor left unequal is settled in a meeting."""
    for stand in queries.oordeelstanden(dossier):
        gegeven = {g.beoordelaar for g in stand.gegeven}
        oordeel, motivering = _oordeel(dossier, stand)
        for beoordelaar in beoordelaars:
            if len(gegeven) < 2 and beoordelaar.pk not in gegeven:
                actions.geef_oordeel(**_plek(dossier, stand), oordeel=oordeel, motivering=motivering, door=beoordelaar)
                gegeven.add(beoordelaar.pk)
    for stand in queries.oordeelstanden(dossier):
        if stand.verschillen:
            oordeel, motivering = _oordeel(dossier, stand)
            een, twee = (Gebruiker.objects.get(pk=g.beoordelaar) for g in stand.gegeven)
            tekst = motivering or "In het overleg bleek dat de onderbouwing voldoende is."
            overleg = actions.leg_overleg_vast(**_plek(dossier, stand), oordeel=oordeel, motivering=tekst, door=een)
            actions.bevestig_overleg(overleg_id=overleg.pk, gezien_hash=overleg.hash, door=twee)
    open_ = Regiobeoordeling.objects.filter(
        regioinschrijving__inschrijving=dossier, status=Beoordelingstatus.IN_BEOORDELING
    )
    for beoordeling in open_:
        actions.rond_af(regioinschrijving_id=beoordeling.regioinschrijving_id, door=beoordelaars[0])


def _plek(dossier: Inschrijving, stand: queries.Oordeelstand) -> dict:
    return {
        "inschrijving_id": dossier.pk,
        "eis_id": stand.eis.pk,
        "regioinschrijving_id": stand.regio and stand.regio.pk,
    }


def _oordeel(dossier: Inschrijving, stand: queries.Oordeelstand) -> tuple[str, str]:
    """What the cast thinks of an eis: the exceptions of the demo fail, all else passes."""
    partij = partij_van(dossier.organisatie)
    nummer = stand.eis.nummer
    if nummer == 1:
        return Oordeel.VOLDOET, ERVARING
    if nummer == 5 and partij.naam == gegevens.VOG_TE_OUD:
        return Oordeel.VOLDOET_NIET, VOG_TE_OUD
    if nummer == 9 and partij.ondersteuners < dossier.ronde.min_clientondersteuners:
        return Oordeel.VOLDOET_NIET, TE_WEINIG
    if nummer == 8 and stand.regio and _mist_gemeente(partij, stand):
        return Oordeel.VOLDOET_NIET, GEMEENTE_MIST
    return Oordeel.VOLDOET, GENOEG_ERVARING if nummer == 1 else ""


def _mist_gemeente(partij: gegevens.Demopartij, stand: queries.Oordeelstand) -> bool:
    sleutel = stand.regio.toewijzing.regio.sleutel
    return any(deelname.regio == sleutel and deelname.heeft("g") for deelname in partij.regios)


def deel_alles_in() -> None:
    """An inkoper confirms the proposed indeling of every part that meets the eisen."""
    open_ = Classificatie.objects.filter(indeling="", regioinschrijving__beoordeling__status=Beoordelingstatus.VOLDOET)
    for rij in open_.select_related("regioinschrijving__inschrijving__uitvoerder"):
        inkoper = staf(rij.regioinschrijving.inschrijving.uitvoerder, "inkoper-een")
        actions.bevestig_indeling(
            regioinschrijving_id=rij.regioinschrijving_id, indeling=rij.voorstel, reden="", door=inkoper
        )


def selecteer_alles() -> None:
    """Facts, freezing by two people, and the loting set ready where organisations are equal."""
    deel_alles_in()
    for toewijzing in Regiotoewijzing.objects.filter(ronde=ronde()).select_related("uitvoerder", "regio"):
        een, twee = staf(toewijzing.uitvoerder, "inkoper-een"), staf(toewijzing.uitvoerder, "inkoper-twee")
        rij = Regioselectie.objects.filter(toewijzing=toewijzing).first()
        if rij is None or rij.status == Selectiestatus.OPEN:
            rij = selectie.begin(toewijzing_id=toewijzing.pk, door=een)
            _vul_feiten(rij, een)
            rij = selectie.leg_invoer_voor(selectie_id=rij.pk, door=een)
            rij = selectie.bevries_invoer(selectie_id=rij.pk, gezien_hash=rij.invoer_hash, door=twee)
        if rij.uitslag and rij.uitslag["loting"] and not Loting.objects.filter(regioselectie=rij).exists():
            trekking.zet_loting_klaar(
                selectie_id=rij.pk,
                plaats_en_tijd="woensdag 6 september 2017, 10.00 uur, notariskantoor Vogeldam",
                methode=Methode.HAND,
                aangekondigde_bronnen=[],
                door=een,
            )


def _vul_feiten(rij: Regioselectie, door: Gebruiker) -> None:
    for kandidaat in rij.kandidaten.select_related("regioinschrijving__inschrijving__organisatie"):
        partij = partij_van(kandidaat.regioinschrijving.inschrijving.organisatie)
        deelname = next(d for d in partij.regios if d.regio == rij.toewijzing.regio.sleutel)
        velden = _feiten(kandidaat, deelname)
        if velden:
            selectie.leg_kandidaat_vast(kandidaat_id=kandidaat.pk, door=door, **velden)


def _feiten(kandidaat: Kandidaat, deelname: gegevens.Regiodeelname) -> dict:
    """The facts that still need a judgement."""
    velden: dict = {}
    if kandidaat.voorziet_in_leemte is None:
        vult = deelname.heeft("L")
        reden = (
            "De organisatie werkt al voor deze groep." if vult else "De organisatie biedt hier hetzelfde als anderen."
        )
        velden |= {"voorziet_in_leemte": vult, "leemte_motivering": reden}
    if kandidaat.wmo_contract is None:
        velden |= {"wmo_contract": deelname.heeft("w")}
    if kandidaat.anderszins is None:
        velden |= {"anderszins": deelname.heeft("c"), "anderszins_bewijs": "Onderbouwing bij de inschrijving."}
    return velden


def loot_alles() -> None:
    """The notaris draws by hand; here: in order of kenmerk."""
    for loting in Loting.objects.filter(status=Lotingstatus.KLAARGEZET):
        uitvoerder = loting.regioselectie.toewijzing.uitvoerder
        trekking.voer_loting_in(
            loting_id=loting.pk,
            getrokken_op=klok.vandaag(),
            notaris_naam="Notaris te Vogeldam",
            proces_verbaal=("proces-verbaal-loting.pdf", pdf("Proces-verbaal van loting", "Voorbeeld van de demo.")),
            volgorde=sorted(loting.deelnemers),
            door=staf(uitvoerder, "notaris"),
        )


def stel_alles_vast() -> None:
    """Lotingen are confirmed and every region is fixed."""
    for loting in Loting.objects.filter(status=Lotingstatus.INGEVOERD):
        trekking.bevestig_loting(
            loting_id=loting.pk, door=staf(loting.regioselectie.toewijzing.uitvoerder, "inkoper-een")
        )
    for rij in Regioselectie.objects.exclude(status__in=[Selectiestatus.OPEN, Selectiestatus.VASTGESTELD]):
        selectie.stel_vast(selectie_id=rij.pk, door=staf(rij.toewijzing.uitvoerder, "inkoper-een"))
