"""The house keeps its own rules: what is agreed about rights, status, code and templates is red when broken."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CheckConstraint, Model, Q
from factory.django import DjangoModelFactory

from berichten.accounts import WIJZIGINGEN
from portaal.logboek.handelingen import HANDELINGEN, VOOR_EEN_SOORT
from tests.routes import alle_routes

BASIS = Path(settings.BASE_DIR)
APPS = [config for config in apps.get_app_configs() if Path(config.path).parent == BASIS]
KAMERS = sorted(config.label for config in APPS)
MODELLEN = [model for config in APPS for model in config.get_models()]
MET_STATUS = [model for model in MODELLEN if hasattr(model, "OVERGANGEN")]
REGELS_PER_FUNCTIE, REGELS_PER_BESTAND = 40, 400

OPEN_PAGINAS = {
    *("start", "toegankelijkheid", "privacy", "hulp", "gezond", "gezond_taken", "gereed"),
    *("ronde", "regio", "rondedocument", "zorgkantoor"),
    *("nota", "nota_pdf", "nota_export", "ronde_agenda"),
    *("vind", "aanbieders", "aanbieder"),
    "ontvangst_controleren",
    *("lotingen_openbaar", "loting_programma", "loting_openbaar"),  # a 404 before the release
    *("loting_openbaar_deelnemers", "loting_openbaar_json"),
    "uitnodiging",  # says the same for every link; accepting asks for a login
    "berichtbijlage",  # a 404 outside the demo
}
EIGEN_SLOT = {"berichten", "bericht"}  # open in the demo only; elsewhere the view itself asks for the right


# Pages and rights


def test_elke_pagina_noemt_haar_recht():
    assert [route.naam for route in alle_routes() if not hasattr(route.view, "recht")] == []


def test_alleen_deze_paginas_zijn_open():
    assert {route.naam for route in alle_routes() if route.recht is None} == OPEN_PAGINAS


def test_wie_niet_is_ingelogd_komt_alleen_op_open_paginas():
    zonder_login = {route.naam for route in alle_routes() if not getattr(route.view, "login_required", True)}
    assert zonder_login == OPEN_PAGINAS | EIGEN_SLOT


def test_elke_pagina_heeft_een_eigen_naam():
    namen = [route.naam for route in alle_routes()]
    assert sorted(namen) == sorted(set(namen))


# Code


@cache
def broncode() -> dict[str, ast.Module]:
    """Our own modules without migrations and tests, by path."""
    mappen = [*KAMERS, "oco_portal", "tools", "deploy"]
    bestanden = [BASIS / "manage.py", *(p for map_ in mappen for p in (BASIS / map_).rglob("*.py"))]
    return {
        str(bestand.relative_to(BASIS)): ast.parse(bestand.read_text(encoding="utf-8"))
        for bestand in bestanden
        if "migrations" not in bestand.parts
    }


def knopen(soort: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST]]:
    for pad, boom in broncode().items():
        for knoop in ast.walk(boom):
            if isinstance(knoop, soort):
                yield pad, knoop


def plek(pad: str, knoop: ast.AST) -> str:
    return f"{pad}:{knoop.lineno}"


def test_functies_zijn_hooguit_veertig_regels():
    functies = knopen((ast.FunctionDef, ast.AsyncFunctionDef))
    lang = {plek(p, f) + f" {f.name}" for p, f in functies if f.end_lineno - f.lineno + 1 > REGELS_PER_FUNCTIE}
    assert lang == set()


def test_bestanden_zijn_hooguit_vierhonderd_regels():
    lengte = {pad: len((BASIS / pad).read_text(encoding="utf-8").splitlines()) for pad in broncode()}
    assert {pad: regels for pad, regels in lengte.items() if regels > REGELS_PER_BESTAND} == {}


def test_geen_save_en_geen_ready():
    verboden = {"save", "delete", "ready", "__init_subclass__", "contribute_to_class"}
    methoden = (
        (pad, functie)
        for pad, klasse in knopen(ast.ClassDef)
        for functie in klasse.body
        if isinstance(functie, ast.FunctionDef)
    )
    assert [plek(pad, functie) for pad, functie in methoden if functie.name in verboden] == []


def test_geen_signalen():
    seinen = re.compile(r"\b\w+\.signals\b|django\.dispatch")
    invoer = knopen((ast.Import, ast.ImportFrom))
    met = {pad for pad, regel in invoer if seinen.search(ast.unparse(regel))}
    # Celery tells only so that a worker starts: it refuses a demo clock then. Django tells only so of a new connection.
    assert met == {"oco_portal/celery.py", "kern/muur.py"}


def schrijft_status(knoop: ast.AST) -> bool:
    match knoop:
        case ast.Attribute(attr="status", ctx=ast.Store()):
            return True
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="status"), *_]):
            return True
        case ast.Call(func=ast.Attribute(attr="update" | "bulk_update"), args=args, keywords=keywords):
            return any(k.arg == "status" for k in keywords) or "'status'" in "".join(map(ast.unparse, args))
    return False


def test_alleen_zet_over_schrijft_een_status():
    """Not even the demo; only a tool that fills an empty database to measure with may write rows as they are."""
    paden = {pad for pad, knoop in knopen(ast.AST) if schrijft_status(knoop) and not pad.startswith("tools/bench")}
    assert paden == {"kern/transitions.py"}


def gelogd() -> set[str]:
    """Every act that the log can name: the arrows, and what code writes literally."""
    namen = {pijl for model in apps.get_models() for pijl in getattr(model, "OVERGANGEN", ())}
    for _, knoop in knopen(ast.Call):
        if _naam(knoop.func) in ("leg_vast", "zet_over", "bewaard", "bijgevoegd") and len(knoop.args) > 1:
            delen = [deel for deel in ast.walk(knoop.args[1]) if isinstance(deel, ast.Constant)]
        else:
            delen = [k.value for k in knoop.keywords if k.arg == "handeling" and isinstance(k.value, ast.Constant)]
        namen |= {deel.value for deel in delen if isinstance(deel.value, str) and not deel.value.endswith("_")}
    return namen


def test_elke_handeling_in_het_logboek_heeft_nederlandse_woorden():
    assert sorted(gelogd() - HANDELINGEN.keys()) == []
    assert sorted(set(WIJZIGINGEN.values()) ^ VOOR_EEN_SOORT["partijen.gebruiker"].keys()) == []


def acties() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The public functions of the actions of every room."""
    for pad, boom in broncode().items():
        if "actions" in Path(pad).parts or pad.endswith("actions.py"):
            functies = (knoop for knoop in boom.body if isinstance(knoop, ast.FunctionDef))
            yield from ((pad, functie) for functie in functies if not functie.name.startswith("_"))


def test_een_actie_krijgt_haar_gegevens_bij_naam():
    """The locks of slot.py serve the actions of their own room; lees is one of the three verbs of the kluis."""
    op_plek = {f"{pad} {f.name}" for pad, f in acties() if f.args.args and not pad.endswith("slot.py")}
    assert op_plek == {"kluis/actions.py lees"}


def test_elk_slot_noemt_zijn_tabel():
    sloten = [
        (pad, aanroep)
        for pad, aanroep in knopen(ast.Call)
        if isinstance(aanroep.func, ast.Attribute) and aanroep.func.attr == "select_for_update"
    ]
    assert len(sloten) > 1
    zonder = [plek(pad, aanroep) for pad, aanroep in sloten if "of" not in {k.arg for k in aanroep.keywords}]
    assert zonder == []


# Models


def fabrieken() -> list[type[DjangoModelFactory]]:
    """The factories of tests/factories*.py."""
    modules = [import_module(f"tests.{bestand.stem}") for bestand in Path(__file__).parent.glob("factories*.py")]
    namen = {module.__name__ for module in modules}
    klassen = {waarde for module in modules for waarde in vars(module).values() if isinstance(waarde, type)}
    eigen = [k for k in klassen if issubclass(k, DjangoModelFactory) and k.__module__ in namen]
    return sorted(eigen, key=lambda fabriek: fabriek.__name__)


def test_elk_model_heeft_een_fabriek():
    gemaakt = {fabriek._meta.get_model_class() for fabriek in fabrieken()}
    assert [model._meta.label for model in MODELLEN if model not in gemaakt] == []


@pytest.mark.django_db
@pytest.mark.parametrize("fabriek", fabrieken(), ids=lambda fabriek: fabriek.__name__)
def test_elke_fabriek_maakt_een_rij(fabriek):
    assert fabriek().pk


def test_elk_model_met_een_status_heeft_overgangen():
    zonder = {model._meta.label for model in MODELLEN if _veld(model, "status") and model not in MET_STATUS}
    assert zonder == set()


def _veld(model: type[Model], naam: str):
    return next((veld for veld in model._meta.fields if veld.name == naam), None)


@pytest.mark.parametrize("model", MET_STATUS, ids=lambda model: model._meta.label)
def test_elke_pijl_begint_en_eindigt_bij_een_status(model):
    veld = _veld(model, "status")
    statussen = {waarde for waarde, _ in veld.choices}
    assert {doel for _, doel in model.OVERGANGEN.values()} <= statussen
    assert {bron for bronnen, _ in model.OVERGANGEN.values() for bron in bronnen} <= statussen
    assert all(bronnen for bronnen, _ in model.OVERGANGEN.values())


@pytest.mark.parametrize("model", MET_STATUS, ids=lambda model: model._meta.label)
def test_elke_status_is_te_bereiken(model):
    veld = _veld(model, "status")
    bereikt = {veld.default}
    for _ in model.OVERGANGEN:
        bereikt |= {doel for bronnen, doel in model.OVERGANGEN.values() if bereikt & set(bronnen)}
    assert bereikt == {waarde for waarde, _ in veld.choices}


def _paren() -> Iterator[tuple[type[Model], str, str]]:
    for model in MODELLEN:
        namen = {veld.name: veld for veld in model._meta.fields}
        for naam, veld in namen.items():
            anders = naam.removesuffix("_door") + "_op"
            if naam.endswith("_door") and anders in namen and veld.null:
                yield model, naam, anders


@pytest.mark.parametrize(("model", "door", "op"), list(_paren()), ids=lambda deel: getattr(deel, "__name__", deel))
def test_wie_en_wanneer_horen_in_de_database_bij_elkaar(model, door, op):
    voorwaarden = [_velden(c.condition) for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    assert any({door, op} <= velden for velden in voorwaarden)


def _velden(q: Q) -> set[str]:
    velden: set[str] = set()
    for kind in q.children:
        velden |= _velden(kind) if isinstance(kind, Q) else {kind[0].partition("__")[0]}
    return velden


# Templates

SJABLONEN = BASIS / "templates"
VASTE_NAMEN = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
    "429.html",
    "partijen/mail/uitnodiging_subject.txt",
    "partijen/mail/uitnodiging_message.txt",
}  # asked for by Django, allauth
VERWIJZING = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")


@cache
def sjablonen() -> dict[str, str]:
    return {
        str(pad.relative_to(SJABLONEN)): pad.read_text(encoding="utf-8")
        for pad in SJABLONEN.rglob("*")
        if pad.suffix in {".html", ".txt"}
    }


def genoemd_in_code() -> Iterator[re.Pattern[str]]:
    """Every text in our code that names a template; what an f-string fills in may be anything."""
    for _, knoop in knopen((ast.Constant, ast.JoinedStr)):
        delen = knoop.values if isinstance(knoop, ast.JoinedStr) else [knoop]
        teksten = [deel.value if isinstance(deel, ast.Constant) else None for deel in delen]
        if isinstance(teksten[-1], str) and teksten[-1].endswith((".html", ".txt")):
            yield re.compile("".join(re.escape(tekst) if isinstance(tekst, str) else ".+" for tekst in teksten))


def van_een_pakket(naam: str) -> bool:
    """Whether the file takes the place of one of Django or allauth, or is one of the names crispy-forms asks for."""
    map_, _, rest = naam.partition("/")
    if map_ == "django":
        return (Path(django.forms.__file__).parent / "templates" / naam).exists()
    if map_ in {"allauth", "account", "mfa", "socialaccount"}:
        return (Path(apps.get_app_config("account").path).parent / "templates" / naam).exists()
    bron = Path(apps.get_app_config("crispy_forms").path)
    return map_ == "nlds" and any(rest in pad.read_text(encoding="utf-8") for pad in bron.rglob("*.py"))


def test_elk_sjabloon_wordt_gebruikt():
    in_code = set(genoemd_in_code())
    in_sjablonen = {naam for tekst in sjablonen().values() for naam in VERWIJZING.findall(tekst)}
    ongebruikt = {
        naam
        for naam in sjablonen()
        if naam not in VASTE_NAMEN | in_sjablonen
        and not any(patroon.fullmatch(naam) for patroon in in_code)
        and not van_een_pakket(naam)
    }
    assert ongebruikt == set()


def test_elk_genoemd_sjabloon_bestaat():
    genoemd = {naam for tekst in sjablonen().values() for naam in VERWIJZING.findall(tekst)}
    aanroepen = (
        knoop for _, knoop in knopen(ast.Call) if _naam(knoop.func) in {"render", "render_to_string", "maak_pdf"}
    )
    genoemd |= {deel.value for aanroep in aanroepen for deel in aanroep.args if _is_sjabloonnaam(deel)}
    assert genoemd - set(sjablonen()) == set()


def _naam(functie: ast.expr) -> str:
    return functie.attr if isinstance(functie, ast.Attribute) else getattr(functie, "id", "")


def _is_sjabloonnaam(deel: ast.expr) -> bool:
    return isinstance(deel, ast.Constant) and str(deel.value).endswith((".html", ".txt"))
