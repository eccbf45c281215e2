"""Which rows the second wall guards, and how it is put up after each migrate (docs/adr/0018)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from kern.db import is_postgres
from kern.integriteit import Uitslag
from kern.muur import ROL

POLICY = "muur"


EIGEN = "= ANY ((SELECT nullif(current_setting('oco.organisaties', true), ''))::bigint[])"


def _van_dossier(sleutel: str) -> str:
    """Whether the dossier with this id is of an organisation in reach."""
    return f"(SELECT o.organisatie_id FROM inschrijving_inschrijving o WHERE o.id = {sleutel}) {EIGEN}"  # noqa: S608 - our own names


def _bij(ouder: str, sleutel: str) -> str:
    """Whether that row passes the wall itself. No EXISTS: that is planned in two ways, and twice again per level."""
    return f"(SELECT o.id FROM {ouder} o WHERE o.id = {sleutel}) IS NOT NULL"  # noqa: S608 - as above


DOSSIER = _van_dossier("split_part(dossier, ':', 2)::bigint")
# What is not below the dossier by one key: the policy in SQL.
WORTELS = {
    # The question is the same for all who get it; it began at the dossier of one of them.
    "beoordeling.Verduidelijkingsvraag": f"{_van_dossier('inschrijving_id')} OR EXISTS (SELECT "
    "FROM beoordeling_verduidelijking v WHERE v.vraag_id = beoordeling_verduidelijkingsvraag.id)",
    # The key of a dossier's files: without it no file can be read. Openings and archives are of the zorgkantoor.
    "kluis.Dossiersleutel": f"CASE split_part(dossier, ':', 1) WHEN 'inschrijving' THEN {DOSSIER} "
    "ELSE split_part(dossier, ':', 1) NOT IN ('opening', 'archief') END",
}
# Below it: the key to the row it belongs to.
VIA = {
    "inschrijving": (
        *("inschrijving.Indiening", "inschrijving.Deelnemer", "inschrijving.Clientondersteuner"),
        *("inschrijving.Ervaring", "inschrijving.Bestuursverklaring", "inschrijving.Bewijsstuk"),
        *("beoordeling.Belangenverklaring", "beoordeling.Beoordelaar", "beoordeling.Eisoordeel"),
        *("beoordeling.Overleg", "beoordeling.Verduidelijking"),
    ),
    "bestuursverklaring": ("inschrijving.Handtekening", "inschrijving.Eisverklaring"),
    "sleutel": ("kluis.Stuk",),
}
# What leads to an organisation and stands outside, by reason.
OPEN = {
    "Openbaar, of hieruit volgt het bereik zelf.": (
        *("partijen.Organisatie", "partijen.Voorganger", "partijen.Uitnodiging", "partijen.Rol"),
        *("overeenkomst.Bereikbaarheid", "publicatie.Vraag"),
    ),
    "Of de een iets mag, hangt af van rijen van anderen in de regio: bezwaar, kort geding, plaatsen en geld.": (
        *("inschrijving.Inschrijving", "inschrijving.Regioinschrijving", "inschrijving.Dekking"),
        *("beoordeling.Regiobeoordeling", "beoordeling.Classificatie", "selectie.Leemteoordeel", "selectie.Kandidaat"),
        *("bekendmaking.Brief", "bekendmaking.Beslissing", "bekendmaking.Bezwaar", "bekendmaking.KortGeding"),
        *("bekendmaking.Geschil", "bekendmaking.Herziening", "overeenkomst.Overeenkomst"),
        *("overeenkomst.Prijsvolumeafspraak", "overeenkomst.Looptijdwijziging", "uitvoering.Overschrijding"),
        *("uitvoering.Herschikking", "uitvoering.Productierapportage", "uitvoering.Declaratie"),
    ),
    "Hangt aan een overeenkomst of een gunning; nog niet nagegaan wie er over partijen heen leest.": (
        *("overeenkomst.Regioafspraak", "overeenkomst.Aanbieding", "overeenkomst.Contactpersoon"),
        *("overeenkomst.Onderaannemer", "overeenkomst.Verlenging", "overeenkomst.Wijzigingsvoorstel"),
        *("overeenkomst.Addendum", "overeenkomst.Ondertekening", "overeenkomst.Onderaannemervraag"),
        *("overeenkomst.Onderaannemertoets", "overeenkomst.Wijzigingsoverleg", "overeenkomst.Wijzigingshandtekening"),
        *("uitvoering.Contractstuk", "uitvoering.Tekortkoming", "uitvoering.Controle", "uitvoering.Leverritme"),
        *("uitvoering.Zeggenschapsmelding", "uitvoering.Beeindiging", "uitvoering.Gesprek", "uitvoering.Agendapunt"),
        *("uitvoering.Gespreksfrequentie", "uitvoering.Kennisupdate", "uitvoering.Contractmelding"),
        *("uitvoering.Signaal", "uitvoering.Verslag", "uitvoering.Reactie", "uitvoering.Ingebrekestelling"),
        *("uitvoering.Schade", "uitvoering.Maatregel", "uitvoering.Controlepunt", "uitvoering.Controleantwoord"),
        *("uitvoering.Productieregel", "uitvoering.Onderaannemerdeel", "uitvoering.Lopend", "uitvoering.Overdracht"),
        *("uitvoering.Overschrijdingsstap", "uitvoering.Acuutmelding", "uitvoering.Verslagstuk"),
    ),
    "Van de dienst zelf, of van een mens die soms bij geen organisatie hoort.": (
        *("bewaren.Aanhouding", "bewaren.Vernietiging", "bewaren.Gegevensaanvraag"),
        *("kern.Ketting", "kern.Gebeurtenis", "kern.Inzage"),
    ),
}
VAST = ("kern_gebeurtenis", "kern_dagzegel", "kern_inzage")  # to these is only added


@dataclass(frozen=True)
class Steen:
    """The policy of one table."""

    tabel: str
    regel: str


def stenen() -> Iterator[Steen]:
    """Of every table behind the wall, with the tables in between of its many-to-many fields."""
    for label, regel in WORTELS.items():
        yield Steen(apps.get_model(label)._meta.db_table, regel)
    for veld, labels in VIA.items():
        for label in labels:
            model = apps.get_model(label)
            yield _via(model, veld)
            for veel in model._meta.local_many_to_many:
                yield _via(veel.remote_field.through, veel.m2m_field_name())


def _via(model: type[models.Model], naam: str) -> Steen:
    """By the key to the row it belongs to; where that is empty, nobody behind the wall sees it."""
    veld, tabel = model._meta.get_field(naam), model._meta.db_table
    assert isinstance(veld, models.ForeignKey)
    ouder, sleutel = veld.remote_field.model._meta.db_table, f"{tabel}.{veld.column}"
    return Steen(tabel, _van_dossier(sleutel) if ouder == "inschrijving_inschrijving" else _bij(ouder, sleutel))


def trek_op() -> None:
    """After each migrate: the role, its rights and every policy. What stands already is left alone, unlocked."""
    if not is_postgres():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MAAK_ROL)
        cursor.execute(ZONDER_RECHT, [ROL])
        for opdracht in RECHTEN if cursor.fetchone()[0] else ():
            cursor.execute(opdracht)
        bestaat, goed = set(connection.introspection.table_names(cursor)), _goed(cursor)
        for steen in stenen():
            if steen.tabel in bestaat - goed:
                _leg(cursor, steen)


MAAK_ROL = f"""DO $$ BEGIN
    CREATE ROLE {ROL} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
    IF NOT pg_has_role(current_user, '{ROL}', 'MEMBER') THEN GRANT {ROL} TO CURRENT_USER; END IF;
END $$"""
ZONDER_RECHT = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
    "AND NOT has_table_privilege(%s, oid, 'INSERT')"
)
RECHTEN = (
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROL}",
    f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROL}",
    f"REVOKE UPDATE, DELETE ON {', '.join(VAST)} FROM {ROL}",
)


def _leg(cursor: Any, steen: Steen) -> None:
    """The policy; the remark at it says which rule it is and what PostgreSQL made of that."""
    cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {steen.tabel}")
    cursor.execute(f"CREATE POLICY {POLICY} ON {steen.tabel} USING ({steen.regel})")
    cursor.execute(MAAK_MERK, [steen.regel, steen.tabel])
    cursor.execute(f"COMMENT ON POLICY {POLICY} ON {steen.tabel} IS %s", cursor.fetchone())
    cursor.execute(f"ALTER TABLE {steen.tabel} ENABLE ROW LEVEL SECURITY")


MAAK_MERK = "SELECT md5(%s) || md5(pg_get_expr(polqual, polrelid)) FROM pg_policy WHERE polrelid = %s::regclass"
STAAT = (
    "SELECT bool_and(md5(%s) || md5(pg_get_expr(polqual, polrelid)) = obj_description(pg_policy.oid, 'pg_policy') "
    "AND polwithcheck IS NULL) "
    "FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
    "WHERE relrowsecurity AND pg_class.oid = to_regclass(%s) HAVING count(*) = 1"
)


def _goed(cursor: Any) -> set[str]:
    """The tables with just the one policy that they must have, and row security on."""
    goed = set()
    for steen in stenen():
        cursor.execute(STAAT, [steen.regel, steen.tabel])
        if (cursor.fetchone() or (False,))[0]:
            goed.add(steen.tabel)
    return goed


def muur() -> Uitslag:
    """I8, as far as it can be seen from inside: every policy stands as it was laid, for a role that cannot pass it."""
    if not is_postgres():
        return Uitslag(reden="Op SQLite staat er geen muur. De test van elke route met elke rol bewijst het (B24).")
    tabellen = [steen.tabel for steen in stenen()]
    with connection.cursor() as cursor:
        goed = _goed(cursor)
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [ROL])
        rol = cursor.fetchone()
    fouten = [f"{tabel}: de muur staat er niet, of anders" for tabel in tabellen if tabel not in goed]
    if rol != (False,):
        fouten.append(f"de rol {ROL} is er niet, of mag door de muur heen")
    return Uitslag(gecontroleerd=len(tabellen), fouten=fouten)
