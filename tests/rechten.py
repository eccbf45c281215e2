"""The world of the rights matrix: two sides that mirror each other, everyone who can act, and what each address needs.

A side has one Wlz-uitvoerder with its staff and two organisations with their people. Three rounds: one whose
decisions are made known, one that is being judged, one that is open for inschrijving (nobody may see that there
are dossiers). What is on one side is foreign to the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from time import time
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client

from bekendmaking.actions import maak_archieven, maak_bezwaar, registreer_bezwaar, vraag_archief_aan
from bekendmaking.models import Bezwaar, Brief, Geschil, Herziening, KortGeding
from beoordeling.actions import open_samen, vraag_opening_aan
from beoordeling.models import (
    Belangenverklaring,
    Contract,
    Opening,
    Overleg,
    Verduidelijking,
    Verduidelijkingsvraag,
)
from berichten.models import Bericht, Herverzending
from bewaren.models import Aanhouding, Vernietiging
from inschrijving.actions import voeg_document_toe
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.klok import AMSTERDAM
from kluis.actions import bewaar
from overeenkomst.actions import bewaar_verdeling
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak, Verdeling
from overeenkomst.queries.verdelen import Regel, stand
from partijen.models import Gebruiker, Organisatie, WlzUitvoerder
from partijen.permissions import RECHTEN, Recht
from partijen.states import LANDELIJK, VOOR_ORGANISATIE, VOOR_UITVOERDER, Rolsoort
from publicatie.actions import leg_leemtelijst_voor, stel_leemtelijst_vast
from publicatie.models import Inkoopronde, Leemte, Regiotoewijzing, Rondedocument, Vraag
from publicatie.queries import lijsthash, zonder_leemtelijst
from publicatie.states import Documentsoort
from publicatie.states import Status as Rondestatus
from selectie.models import Kandidaat, Loting
from selectie.states import Methode
from selectie.trekking import voer_loting_in, zet_loting_klaar
from tests.bekendmaking.toneel import BESTAAND, Toneel
from tests.beoordeling.vraaghulp import beantwoord, stel_op, verstuur
from tests.factories import (
    BerichtFactory,
    DagzegelFactory,
    GebruikerFactory,
    HartslagFactory,
    HerverzendingFactory,
    OrganisatieFactory,
    RolFactory,
    StukFactory,
    UitnodigingFactory,
    VoorgangerFactory,
    WlzUitvoerderFactory,
    bekeken,
    zet_klok,
)
from tests.factories_bekendmaking import (
    ArchiefFactory,
    BeslissingFactory,
    BezwaarFactory,
    BriefFactory,
    BrievenreeksFactory,
    GeschilFactory,
    HerzieningFactory,
    KortGedingFactory,
    OvereenkomstFactory,
)
from tests.factories_bewaren import AanhoudingFactory, VernietigingFactory
from tests.factories_budget import HerschikkingFactory, OverschrijdingFactory, OverschrijdingsstapFactory
from tests.factories_inschrijving import (
    BestuursverklaringFactory,
    IndieningFactory,
    kleine_ronde,
    voeg_regios_toe,
)
from tests.factories_overeenkomst import (
    AanbiedingFactory,
    AddendumFactory,
    ContactpersoonFactory,
    ContractgegevensFactory,
    OnderaannemerFactory,
    OnderaannemertoetsFactory,
    OnderaannemervraagFactory,
    PrijsvolumeafspraakFactory,
    VerlengingFactory,
    WijzigingsvoorstelFactory,
)
from tests.factories_publicatie import (
    CorrectieFactory,
    LeemteFactory,
    NotaFactory,
    RegiobudgetFactory,
    RondewijzigingFactory,
    UitstelFactory,
    VraagFactory,
)
from tests.factories_selectie import (
    GELIJK,
    NIEUW,
    begonnen,
    bevroren,
    bezorg,
    geopend_dossier,
    partij,
    vaste_loting,
)
from tests.factories_toezicht import (
    AgendapuntFactory,
    BeeindigingFactory,
    ContractmeldingFactory,
    ControleantwoordFactory,
    ControleFactory,
    ControlepuntFactory,
    GesprekFactory,
    GespreksfrequentieFactory,
    IngebrekestellingFactory,
    LopendFactory,
    MaatregelFactory,
    OverdrachtFactory,
    ReactieFactory,
    SchadeFactory,
    TekortkomingFactory,
    ZeggenschapsmeldingFactory,
)
from tests.factories_uitvoering import (
    AcuutmeldingFactory,
    ContractstukFactory,
    DeclaratieFactory,
    OnderaannemerdeelFactory,
    ProductierapportageFactory,
    ProductieregelFactory,
    SignaalFactory,
    VerslagFactory,
    VerslagstukFactory,
)
from tests.inschrijving.hulp import dien_in, ingediende_inschrijving, pdf, teken, volledige_inschrijving
from tests.onthoud import Stand, maak_en_leg_vast
from tests.overeenkomst.hulp import ingelezen
from tests.overeenkomst.voorbeeldtekst import VOORBEELD
from uitvoering.models import (
    Beeindiging,
    Contractmelding,
    Controle,
    Declaratie,
    Herschikking,
    Maatregel,
    Overschrijding,
    Tekortkoming,
    Zeggenschapsmelding,
)

NU = "2017-09-20 12:00"
BESTAAT_NIET = {"pk": 10**9, "stuk_pk": 10**9, "kenmerk": "BESTAAT-NIET", "sleutel": "bestaat-niet"}


def om(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst).replace(tzinfo=AMSTERDAM)


BEZIG = {
    "code": "bezig",
    "naam": "Ronde die wordt beoordeeld",
    "sluiting_op": om("2017-09-01 17:00"),
    "beoordeling_vanaf": om("2017-09-02 00:00"),
    "bekendmaking_op": om("2017-10-15 12:00"),
    "bezwaar_tot": om("2017-10-29 17:00"),
}
LOPEND = {"code": "lopend", "naam": "Ronde waarvan de overeenkomsten van kracht zijn"}
OPEN = {
    "code": "open",
    "naam": "Ronde waarvoor nog kan worden ingeschreven",
    "publicatie_op": om("2017-09-01 12:00"),
    "vragen_vanaf": om("2017-09-01 12:00"),
    "vragen_tot": om("2017-09-22 12:00"),
    "nota_op": om("2017-09-25 17:00"),
    "sluiting_op": om("2017-10-01 17:00"),
    "beoordeling_vanaf": om("2017-10-02 00:00"),
    "bekendmaking_op": om("2017-11-15 12:00"),
    "bezwaar_tot": om("2017-11-29 17:00"),
}


@dataclass
class Kant:
    """One side: who is there, and an object of every kind for the addresses to point at."""

    naam: str
    uitvoerder: WlzUitvoerder
    hoofd: Organisatie
    zus: Organisatie
    mensen: dict[str, Gebruiker]
    bekend: Inschrijving  # decided and made known (hoofd)
    bezig: Inschrijving  # opened, being judged (zus)
    opgesteld: Inschrijving  # its letter is approved, and not yet made known (hoofd)
    concept: Inschrijving  # being filled in (hoofd)
    ingediend: Inschrijving  # submitted, not opened (zus)
    overleg: Overleg
    te_versturen: Verduidelijkingsvraag  # waits on the second person
    verduidelijking: Verduidelijking  # open
    beantwoord: Verduidelijking
    opening: Opening
    aanvraag: Opening  # waits on the second person
    brief: Brief
    overeenkomst: Overeenkomst  # offered (of bekend)
    bezwaar: Bezwaar
    herziening: Herziening
    kort_geding: KortGeding
    gewonnen: KortGeding  # with its verdict; the region waits for a herziening
    geschil: Geschil
    geweigerd: Bezwaar  # came by post, with the letter that says so
    toewijzing: Regiotoewijzing  # a region with a candidate
    kandidaat: Kandidaat
    te_loten: Regiotoewijzing
    loting: Loting  # entered by the notaris
    openbare_loting: Loting  # the decisions of its uitvoerder are released
    rondedocument: Rondedocument
    bericht: Bericht
    herverzending: Herverzending
    aanhouding: Aanhouding  # of bekend
    vernietiging: Vernietiging  # in an order that waits on a second person
    leemte: Leemte  # waits on a second person
    vraag: Vraag  # waits for its answer
    gepubliceerde_vraag: Vraag
    verdeling: Verdeling  # a draft that waits on a second person (hoofd)
    afspraak: Prijsvolumeafspraak  # of the year before, waits on the organisation (hoofd)
    tekortkoming: Tekortkoming  # in gebreke, with a reaction and damage (of bekend)
    maatregel: Maatregel  # a draft in it
    beeindiging: Beeindiging  # sent, and something is handed over (of bekend)
    zeggenschap: Zeggenschapsmelding  # not talked about yet
    melding: Contractmelding  # a tie that waits on the zorgkantoor (of bekend)
    controle: Controle  # announced and answered (of bekend)
    lopend: Regioinschrijving  # a region of an overeenkomst that is in force, of an earlier ronde (hoofd)
    declaratie: Declaratie  # handed in, in that region
    overschrijding: Overschrijding  # on its budget, with a step
    herschikking: Herschikking  # a draft in it
    kanarie: str  # stands in the texts, files and file names of the dossiers that are not opened

    def toewijzing_in(self, ronde: Inkoopronde, plek: str) -> Regiotoewijzing:
        """The region of this side in a round: 'Noord', 'Oost', 'Zuid' or 'West'."""
        return ronde.toewijzingen.get(uitvoerder=self.uitvoerder, regio__naam__endswith=plek)


class Wereld:
    """Both sides, the three rounds, and the actors with a test client that just gave its password again."""

    def __init__(self) -> None:
        zet_klok("2017-07-20 10:00")
        leeg = WlzUitvoerderFactory()
        self.bekend = kleine_ronde(uitvoerder=leeg, regios=())
        self.bezig = kleine_ronde(uitvoerder=leeg, regios=(), **BEZIG)
        self.open = kleine_ronde(uitvoerder=leeg, regios=(), **OPEN)
        self.nota = NotaFactory(ronde=self.open, versie=1, stuk=bewaar(dossier="nota", naam="nota.pdf", inhoud=pdf()))
        CorrectieFactory(ronde=self.open, nota=self.nota)
        self.modelteksten = [ingelezen(self.open, VOORBEELD.replace("belt.", naar)) for naar in ("belt.", "mailt.")]
        self.lopend = kleine_ronde(uitvoerder=leeg, regios=(), **LOPEND)
        self.ontwerp = kleine_ronde(uitvoerder=leeg, regios=(), code="ontwerp", status=Rondestatus.CONCEPT)
        UitstelFactory(ronde=self.open, oud=self.open.sluiting_op, nieuw=om("2017-10-01 20:00"))
        RondewijzigingFactory(ronde=self.open, versie=1)
        self.x, self.y = (Bouwer(self, naam).bouw() for naam in ("Kanarie", "Tuinfluiter"))
        zet_klok(NU)
        HartslagFactory(op=om(NU))
        self.zegel = DagzegelFactory()
        self._archieven()
        self.actoren = self._actoren()
        self.bladzijden: dict[str, tuple[Actor, str] | None] = {}  # by address: the first who may, and the HTML
        self.bestanden: dict[str, bool] = {}  # by address: whether it gives a file

    def _archieven(self) -> None:
        """Of the three rounds: ready, on its way, and not made; of letters ready and on their way."""
        vraag_archief_aan(ronde_id=self.bekend.pk, door=GebruikerFactory())
        maak_archieven()
        ArchiefFactory(ronde=self.bezig, status="bezig", totaal=40, gedaan=20, gezien_op=om(NU))
        ArchiefFactory(ronde=self.open, status="mislukt", melding="Een brief is niet te lezen.")
        BrievenreeksFactory(ronde=self.bezig, uitvoerder=self.x.uitvoerder, status="bezig", gedaan=9, gezien_op=om(NU))
        gedaan = {"status": "klaar", "klaar_op": om(NU), "overgeslagen": ["De PDF van Z1/B1 kan niet worden gemaakt."]}
        BrievenreeksFactory(ronde=self.bekend, uitvoerder=self.x.uitvoerder, **gedaan)

    def _actoren(self) -> "list[Actor]":
        actoren = [Actor("bezoeker", None, None), Actor("zonder rol", None, None, GebruikerFactory())]
        for kant in (self.x, self.y):
            actoren += [Actor(f"{soort} {kant.naam}", soort, kant, wie) for soort, wie in kant.mensen.items()]
        landelijk = [(soort, RolFactory(landelijk=True, soort=soort).gebruiker) for soort in sorted(LANDELIJK)]
        return actoren + [Actor(f"{soort}", soort, None, wie) for soort, wie in landelijk]


GEBOUWD: list[tuple[Wereld, Stand]] = []


def de_wereld() -> Wereld:
    """Built once per process, on an empty database; after that the same rows under the same objects."""
    if not GEBOUWD:
        GEBOUWD.append(maak_en_leg_vast(Wereld))
        return GEBOUWD[0][0]
    wereld, stand = GEBOUWD[0]
    zet_klok(NU)
    stand.zet_terug()
    return wereld


class Bouwer:
    """Builds one side; everything that has an action is made by it, on the moving clock."""

    def __init__(self, wereld: Wereld, naam: str) -> None:
        self.wereld, self.naam, self.kanarie = wereld, naam, f"VERZEGELD-{naam.upper()}"
        self.uitvoerder = WlzUitvoerderFactory(code=naam.lower(), zorgkantoor=f"Zorgkantoor {naam}")
        self.hoofd = OrganisatieFactory(statutaire_naam=f"Stichting {naam}")
        self.zus = OrganisatieFactory(statutaire_naam=f"Zusters van {naam}")
        VoorgangerFactory(organisatie=self.hoofd)
        UitnodigingFactory(organisatie=self.hoofd, geldig_tot=om("2017-12-01 12:00"))
        for ronde in (wereld.bekend, wereld.bezig, wereld.open, wereld.lopend):
            regios = [f"{naam} {ronde.pk} {plek}" for plek in ("Noord", "Oost", "Zuid", "West")]
            voeg_regios_toe(ronde, self.uitvoerder, regios, gemeenten=1)
        self.mensen = {soort: self._persoon(soort) for soort in sorted(VOOR_ORGANISATIE | VOOR_UITVOERDER)}

    def _persoon(self, soort: str) -> Gebruiker:
        if soort in VOOR_UITVOERDER:
            return RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=self.uitvoerder).gebruiker
        rol = RolFactory(soort=soort, organisatie=self.hoofd)
        RolFactory(soort=soort, organisatie=self.zus, gebruiker=rol.gebruiker)
        return rol.gebruiker

    def _dossier(self, maak, ronde: Inkoopronde, organisatie: Organisatie):
        wie = {"organisatie": organisatie, "door": self.mensen[Rolsoort.TEKENBEVOEGDE]}
        return maak(ronde=ronde, uitvoerder=self.uitvoerder, **wie)

    def _toewijzing(self, ronde: Inkoopronde, plek: str) -> Regiotoewijzing:
        return ronde.toewijzingen.get(uitvoerder=self.uitvoerder, regio__naam__endswith=plek)

    def bouw(self) -> Kant:
        zet_klok("2017-07-20 10:00")
        bezig = self._dossier(ingediende_inschrijving, self.wereld.bezig, self.zus).inschrijving
        opening = self._open(self.wereld.bezig)
        bezig.refresh_from_db()
        return Kant(
            naam=self.naam,
            kanarie=self.kanarie,
            uitvoerder=self.uitvoerder,
            hoofd=self.hoofd,
            zus=self.zus,
            mensen=self.mensen,
            bezig=bezig,
            overleg=self._oordelen(bezig),
            **self._verduidelijkingen(bezig),
            opening=opening,
            aanvraag=self._vraag_opening_aan(),
            **self._selecties(),
            **self._brieven(),
            **self._gesloten(),
            **self._los(),
            **self._vragen(),
            **self._geld(),
            **self._toezicht(),
            **self._lopend(),
        )

    def _open(self, ronde: Inkoopronde) -> Opening:
        zet_klok("2017-09-01 18:05")
        inkoper, manager = self.mensen[Rolsoort.INKOPER], self.mensen[Rolsoort.INKOOPMANAGER]
        self._stel_leemten_vast(ronde)
        opening = vraag_opening_aan(ronde=ronde, uitvoerder=self.uitvoerder, door=inkoper)
        return open_samen(opening_id=opening.pk, gezien=bekeken(opening), door=manager)

    def _vraag_opening_aan(self) -> Opening:
        """A request that waits on the second person."""
        zet_klok("2017-09-20 11:55")
        wie = self.mensen[Rolsoort.INKOPER]
        self._stel_leemten_vast(self.wereld.bekend)
        return vraag_opening_aan(ronde=self.wereld.bekend, uitvoerder=self.uitvoerder, door=wie)

    def _stel_leemten_vast(self, ronde: Inkoopronde) -> None:
        inkoper, manager = self.mensen[Rolsoort.INKOPER], self.mensen[Rolsoort.INKOOPMANAGER]
        for rij in zonder_leemtelijst(ronde, self.uitvoerder):
            leg_leemtelijst_voor(toewijzing_id=rij.pk, door=inkoper)
            stel_leemtelijst_vast(toewijzing_id=rij.pk, gezien=lijsthash(rij), door=manager)

    def _oordelen(self, dossier: Inschrijving) -> Overleg:
        """Nobody has a conflict of interest; there was a meeting on the first eis."""
        inkoper, manager = self.mensen[Rolsoort.INKOPER], self.mensen[Rolsoort.INKOOPMANAGER]
        for wie in (inkoper, manager):
            Belangenverklaring.objects.create(
                inschrijving=dossier, gebruiker=wie, heeft_belang=False, verklaard_op=om(NU)
            )
        return Overleg.objects.create(
            inschrijving=dossier,
            eis=dossier.ronde.eisen.get(nummer=2),
            oordeel="voldoet",
            motivering="Besproken.",
            opgesteld_door=inkoper,
            opgesteld_op=om(NU),
        )

    def _verduidelijkingen(self, dossier: Inschrijving) -> dict[str, Any]:
        """One question waits on the manager, one waits on its answer, one is answered."""
        zet_klok("2017-09-19 10:00")
        inkoper, manager = self.mensen[Rolsoort.INKOPER], self.mensen[Rolsoort.INKOOPMANAGER]
        te_versturen, *vragen = (stel_op(dossier, eis, inkoper) for eis in (4, 6, 7))
        open_, beantwoord_ = (verstuur(vraag, manager).verduidelijkingen.get() for vraag in vragen)
        return {"te_versturen": te_versturen, "verduidelijking": open_, "beantwoord": beantwoord(beantwoord_)}

    def _selecties(self) -> dict[str, Any]:
        zet_klok("2017-09-05 10:00")
        toewijzing, te_loten = (self._toewijzing(self.wereld.bezig, plek) for plek in ("Oost", "Zuid"))
        for regio in [toewijzing, te_loten] * 5:
            dossier = geopend_dossier(regio)
            IndieningFactory(inschrijving=dossier)
            partij(regio, NIEUW, inschrijving=dossier)
        kandidaat = begonnen(toewijzing).kandidaten.order_by("pk").first()
        selectie = bevroren(te_loten, *GELIJK)
        loting = zet_loting_klaar(
            selectie_id=selectie.pk,
            plaats="Kantoor",
            trekking_op=om("2017-09-05 11:00"),
            methode=Methode.RFC3797,
            aangekondigde_bronnen=["Lotto"],
            door=self.mensen[Rolsoort.INKOPER],
        )
        bezorg()
        zet_klok("2017-09-05 11:00")
        loting = voer_loting_in(
            loting_id=loting.pk,
            getrokken_op=date(2017, 9, 5),
            notaris_naam="mr. Notaris",
            proces_verbaal=("pv.pdf", pdf(self.naam)),
            bronnen=[[7]],
            vindplaatsen=["Krant"],
            door=self.mensen[Rolsoort.NOTARIS],
        )
        openbaar = vaste_loting(self._toewijzing(self.wereld.bekend, "Oost"))
        return {
            "toewijzing": toewijzing,
            "kandidaat": kandidaat,
            "te_loten": te_loten,
            "loting": loting,
            "openbare_loting": openbaar,
        }

    def _overeenkomst(self, dossier: Inschrijving) -> Overeenkomst:
        """Offered, with two contact persons at each side, an onderaannemer, a voorstel and an addendum."""
        ContractgegevensFactory(uitvoerder=self.uitvoerder)
        vast = {"aangeboden_op": om(NU), "ingang_op": date(2018, 1, 1), "eind_op": date(2020, 12, 31)}
        rij = self.overeenkomst = OvereenkomstFactory(inschrijving=dossier, status="aangeboden", **vast)
        stuk = bewaar(dossier=rij.dossier_sleutel, naam="overeenkomst.pdf", inhoud=pdf(f"overeenkomst {self.naam}"))
        AanbiedingFactory(overeenkomst=rij, stuk=stuk, door=self.mensen[Rolsoort.INKOOPMANAGER])
        for kant in ("organisatie", "zorgkantoor"):
            for naam in ("een", "twee"):
                ContactpersoonFactory(
                    overeenkomst=rij, kant=kant, naam=f"{naam} {self.naam}", email=f"{naam}@b.example"
                )
        onderaannemer = OnderaannemerFactory(overeenkomst=rij, naam=f"Praktijk van {self.naam}")
        onderaannemer.regios.set(dossier.regios.all())
        OnderaannemervraagFactory(onderaannemer=onderaannemer)
        OnderaannemertoetsFactory(onderaannemer=onderaannemer, eis=dossier.ronde.eisen.first())
        door = self.mensen[Rolsoort.INKOOPMANAGER]
        WijzigingsvoorstelFactory(overeenkomst=rij, opgesteld_door=door, tekst=f"Anders voor {self.naam}.")
        gedaan = {"status": "aangenomen", "besloten_door": door, "besloten_op": om(NU), "opgesteld_door": door}
        VerlengingFactory(overeenkomst=rij, opgesteld_door=door, reden=f"Vraag bij {self.naam}.")
        AddendumFactory(voorstel=WijzigingsvoorstelFactory(overeenkomst=rij, volgnummer=2, **gedaan), stuk=stuk)
        return rij

    def _brieven(self) -> dict[str, Any]:
        west = self._toewijzing(self.wereld.bezig, "West").regio.naam
        bezig = Toneel("2017-09-11 10:00", uitvoerder=self.uitvoerder, ronde=self.wereld.bezig)
        opgesteld = bezig.dossier({west: BESTAAND}, organisatie=self.hoofd)
        BestuursverklaringFactory(inschrijving=opgesteld)
        bezig.stel_vast(west)
        bezig.brief(opgesteld, goedgekeurd=True)
        klaar = Toneel("2017-09-11 10:00", uitvoerder=self.uitvoerder, ronde=self.wereld.bekend)
        noord = self._toewijzing(self.wereld.bekend, "Noord").regio.naam
        bekend = klaar.dossier({noord: BESTAAND}, organisatie=self.hoofd)
        BestuursverklaringFactory(inschrijving=bekend)
        klaar.stel_vast(noord)
        brief = klaar.bekendgemaakt(bekend)
        zet_klok("2017-09-19 10:00")
        bezwaar = maak_bezwaar(
            brief_id=brief.pk,
            beslissing_ids=[beslissing.pk for beslissing in brief.beslissingen.all()],
            motivering=f"Wij van {self.naam} zijn het er niet mee eens.",
            bestanden=[ContentFile(pdf(f"bezwaar {self.naam}"), "bezwaar.pdf")],
            sleutel=uuid4(),
            door=self.mensen[Rolsoort.INVULLER],
        )
        geweigerd = registreer_bezwaar(
            brief_id=brief.pk,
            beslissing_ids=[beslissing.pk for beslissing in brief.beslissingen.all()],
            kanaal="post",
            ontvangen_op=om("2017-09-18 10:00"),
            motivering="Per brief.",
            sleutel=uuid4(),
            door=self.mensen[Rolsoort.INKOPER],
        )
        zaken = {"bezwaar": bezwaar, "geweigerd": geweigerd, "herziening": self._herziening(brief)}
        zaken |= {
            "gewonnen": KortGedingFactory(
                beslissing=brief.beslissingen.get(), betekend_op=date(2017, 9, 18), gewonnen=True
            ),
            "kort_geding": KortGedingFactory(beslissing=brief.beslissingen.get(), betekend_op=date(2017, 9, 19)),
            "geschil": GeschilFactory(inschrijving=bekend),
            "aanhouding": AanhoudingFactory(inschrijving=bekend),
            "vernietiging": VernietigingFactory(inschrijving=bekend),
            "overeenkomst": self._overeenkomst(bekend),
        }
        return {"bekend": bekend, "opgesteld": opgesteld, "brief": brief, **zaken}

    def _herziening(self, brief: Brief) -> Herziening:
        """A draft after a gegrond bezwaar; nothing else hangs on it."""
        gegrond = BezwaarFactory(
            brief=brief, beslissingen=brief.beslissingen.all(), status="beantwoord", oordeel="gegrond"
        )
        return HerzieningFactory(bezwaar=gegrond)

    def _gesloten(self) -> dict[str, Any]:
        """Not opened: nobody else may find the kanarie in it."""
        zet_klok(NU)
        concept, ingediend = (self._dossier(self._met_kanarie, self.wereld.open, o) for o in (self.hoofd, self.zus))
        dien_in(ingediend, self.mensen[Rolsoort.TEKENBEVOEGDE])
        ingediend.refresh_from_db()
        return {"concept": concept, "ingediend": ingediend}

    def _met_kanarie(self, **wie: Any) -> Inschrijving:
        teksten = {"leemte": f"Wij weten van {self.kanarie}.", "andere_financiers": f"{self.kanarie} betaalt mee"}
        dossier = volledige_inschrijving(getekend=False, **teksten, **wie)
        stuk = {"naam": f"{self.kanarie}.pdf", "inhoud": pdf(self.kanarie)}
        voeg_document_toe(
            inschrijving_id=dossier.pk, soort=Documentsoort.ONDERBOUWING, eisen=[2], door=wie["door"], **stuk
        )
        teken(dossier, wie["door"])
        return dossier

    def _los(self) -> dict[str, Any]:
        stuk = bewaar(dossier=f"ronde:{self.naam}", naam="kader.pdf", inhoud=pdf(f"kader {self.naam}"))
        document = Rondedocument.objects.create(
            ronde=self.wereld.bekend, slot=self.naam.lower(), titel="Kader", stuk=stuk, geplaatst_op=om(NU)
        )
        Contract.objects.create(
            kvk_nummer=self.hoofd.kvk_nummer,
            naam=self.hoofd.statutaire_naam,
            uitvoerder=self.uitvoerder,
            regio=self._toewijzing(self.wereld.bekend, "Noord").regio,
            van=date(2017, 1, 1),
            tot=date(2017, 12, 31),
        )
        bericht = BerichtFactory(status="onbeslist", geclaimd_op=om(NU), onderwerp=f"Voor {self.naam}")
        bericht.bijlagen.add(stuk)
        noord = self._toewijzing(self.wereld.open, "Noord")
        RegiobudgetFactory(toewijzing=noord)
        leemte = LeemteFactory(toewijzing=noord, opgesteld_door=self.mensen[Rolsoort.INKOOPMANAGER])
        return {
            "rondedocument": document,
            "bericht": bericht,
            "herverzending": HerverzendingFactory(),
            "leemte": leemte,
        }

    def _vragen(self) -> dict[str, Any]:
        wie = {"uitvoerder": self.uitvoerder, "organisatie": self.hoofd, "ronde": self.wereld.open}
        return {
            "vraag": VraagFactory(door=self.mensen[Rolsoort.INVULLER], **wie),
            "gepubliceerde_vraag": VraagFactory(gepubliceerd=True, nota=self.wereld.nota, **wie),
        }

    def _lopend(self) -> dict[str, Any]:
        """An overeenkomst since 1 January 2017, with an onderaannemer, August declared, and a file on its budget."""
        rij = partij(self._toewijzing(self.wereld.lopend, "Noord"), BESTAAND, organisatie=self.hoofd)
        IndieningFactory(inschrijving=rij.inschrijving)
        looptijd = {"looptijd_van": date(2017, 1, 1), "looptijd_tot": date(2018, 12, 31)}
        brief = BriefFactory(bekend=True, inschrijving=rij.inschrijving)
        BeslissingFactory(gegund=True, brief=brief, regioinschrijving=rij, **looptijd)
        OvereenkomstFactory(
            inschrijving=rij.inschrijving,
            status="van_kracht",
            aangeboden_op=om(NU),
            organisatie_getekend_op=om(NU),
            getekend_op=om(NU),
            getekend_stuk=StukFactory(),
            exemplaar_zorgkantoor=StukFactory(),
            ingang_op=date(2017, 1, 1),
            eind_op=date(2018, 12, 31),
        )
        augustus = ProductierapportageFactory(regioinschrijving=rij, maand=date(2017, 8, 1), geen_productie=False)
        ProductieregelFactory(rapportage=augustus, uren=Decimal(120), vragen=60)
        afspraak = PrijsvolumeafspraakFactory(
            regioinschrijving=rij, jaar=2017, van=date(2017, 1, 1), tot=date(2017, 12, 31)
        )
        kwartaal = {"code": f"kwartaal-2017-2-{rij.toewijzing.regio.sleutel}", "van": date(2017, 4, 1)}
        contract = rij.inschrijving.overeenkomst
        VerslagstukFactory(verslag=VerslagFactory(overeenkomst=contract, **kwartaal))
        ContractstukFactory(overeenkomst=contract)
        praktijk = OnderaannemerFactory(
            overeenkomst=contract, akkoord=True, naam=f"Praktijk aan huis van {self.naam}", vanaf=date(2017, 1, 1)
        )
        praktijk.regios.set([rij])
        OnderaannemerdeelFactory(rapportage=augustus, onderaannemer=praktijk, uren=40)
        gedeeld = {"gedeeld_op": om(NU), "gedeeld_door": GebruikerFactory()}
        AcuutmeldingFactory(signaal=SignaalFactory(overeenkomst=contract, regio=rij, **gedeeld))
        declaratie = DeclaratieFactory(
            regioinschrijving=rij, maand=augustus.maand, rapportage=augustus, afspraak=afspraak
        )
        dossier = OverschrijdingFactory(
            overeenkomst=rij.inschrijving.overeenkomst, regioinschrijving=rij, jaar=2017, aanleiding="Veel vragen."
        )
        OverschrijdingsstapFactory(overschrijding=dossier, op=date(2017, 9, 4))
        opsteller = self.mensen[Rolsoort.INKOPER]
        herschikking = HerschikkingFactory(overschrijding=dossier, opgesteld_door=opsteller, vanaf=date(2017, 11, 1))
        geld = {"declaratie": declaratie, "overschrijding": dossier, "herschikking": herschikking}
        return {"lopend": rij} | geld

    def _geld(self) -> dict[str, Any]:
        """What was agreed for 2018, and the draft for 2019."""
        regio = self._toewijzing(self.wereld.bekend, "Noord")
        partij = regio.regioinschrijvingen.get(inschrijving__organisatie=self.hoofd)
        for jaar in (2018, 2019):
            RegiobudgetFactory(toewijzing=regio, jaar=jaar)
        afspraak = PrijsvolumeafspraakFactory(regioinschrijving=partij)
        nu = stand(regio, 2019)
        regels = {partij.pk: Regel(tarief=Decimal("69.00"))}
        hier = {"toewijzing_id": regio.pk, "jaar": 2019, "gezien": nu.gezien}
        verdeling = bewaar_verdeling(**hier, regels=regels, door=self.mensen[Rolsoort.INKOPER])
        return {"afspraak": afspraak, "verdeling": verdeling}

    def _toezicht(self) -> dict[str, Any]:
        """A file that is on its way."""
        rij = TekortkomingFactory(
            overeenkomst=self.overeenkomst,
            status="in_gebreke",
            geopend_door=self.mensen[Rolsoort.INKOPER],
            bevinding="Vier vrijdagen dicht.",
            bevinding_op=date(2017, 9, 19),
        )
        brief = bewaar(dossier=rij.dossier_sleutel, naam="brief.pdf", inhoud=pdf(f"brief {self.naam}"))
        IngebrekestellingFactory(tekortkoming=rij, stuk=brief)
        ReactieFactory(tekortkoming=rij)
        SchadeFactory(tekortkoming=rij)
        maatregel = MaatregelFactory(tekortkoming=rij, opgesteld_door=self.mensen[Rolsoort.INKOPER])
        einde = BeeindigingFactory(overeenkomst=self.overeenkomst, verstuurd=True, stuk=brief, tekortkoming=rij)
        lopend = LopendFactory(beeindiging=einde, regioinschrijving=self.overeenkomst.inschrijving.regios.get())
        OverdrachtFactory(lopend=lopend, ontvanger=self.overeenkomst)
        gesprek = GesprekFactory(overeenkomst=self.overeenkomst)
        for kant in ("organisatie", "zorgkantoor"):
            AgendapuntFactory(overeenkomst=self.overeenkomst, gesprek=gesprek, kant=kant, tekst=f"Van {kant}")
        GespreksfrequentieFactory(overeenkomst=self.overeenkomst)
        zeggenschap = ZeggenschapsmeldingFactory(overeenkomst=self.overeenkomst)
        controle = ControleFactory(overeenkomst=self.overeenkomst, gevraagd=f"Formulieren van {self.naam}")
        ControlepuntFactory(controle=controle)
        ControleantwoordFactory(controle=controle).stukken.add(brief)
        return {
            "tekortkoming": rij,
            "maatregel": maatregel,
            "beeindiging": einde,
            "zeggenschap": zeggenschap,
            "melding": ContractmeldingFactory(overeenkomst=self.overeenkomst),
            "controle": controle,
        }


@dataclass
class Actor:
    """Someone who asks for a page: a role on one side, a national role, or nobody in particular."""

    naam: str
    soort: str | None
    kant: Kant | None
    gebruiker: Gebruiker | None = None

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        if self.gebruiker:
            self.client.force_login(self.gebruiker)
            sessie = self.client.session
            net = {"method": "password", "at": time() + 86_400, "reauthenticated": True}  # for the whole run
            sessie["account_authentication_methods"] = [net]
            sessie["account_authentication_methods_user"] = str(self.gebruiker.pk)
            sessie.save()

    @property
    def wie(self) -> Gebruiker | AnonymousUser:
        return self.gebruiker or AnonymousUser()

    def heeft(self, recht: Recht | None) -> bool:
        """Whether the table of rights gives this to the role."""
        if recht is None:
            return True
        if recht is Recht.AANGEMELD:
            return self.gebruiker is not None
        return self.soort is not None and recht in RECHTEN[Rolsoort(self.soort)]

    def bezit(self, kant: Kant) -> bool:
        """Whether what lies on that side is this person's own: also for who has a national role."""
        return self.kant is kant or self.soort in LANDELIJK


def vraag(actor: Actor, methode: str, adres: str, velden: dict[str, Any] | None = None):
    """One request of the actor."""
    doe = actor.client.get if methode == "GET" else actor.client.post
    return met_eigen_sessie(actor, lambda: doe(adres, velden or {}))


def met_eigen_sessie(actor: Actor, doe: Callable[[], Any]) -> Any:
    """With a clean cookie jar afterwards: only the session of the actor."""
    sessie = actor.client.cookies.get("sessionid")
    antwoord = doe()
    actor.client.cookies.clear()
    if sessie:
        actor.client.cookies["sessionid"] = sessie.value
    return antwoord
