"""The production set-up, read as text: no Docker engine is needed (R13, R18, R24)."""

import ast
import base64
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

WORTEL = Path(settings.BASE_DIR)
TEKST = (WORTEL / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEKST)
DIENSTEN = COMPOSE["services"]
UITLEG = (WORTEL / "docs" / "instellingen.md").read_text()
VAST = re.compile(r"\d+\.\d+(\.\d+)?[-_][a-z]+[a-z0-9.-]*")  # version and base, as in 15.18-bookworm


def gelezen_door_settings() -> set[str]:
    """Every name that oco_portal/settings.py asks of the environment."""
    boom = ast.parse((WORTEL / "oco_portal" / "settings.py").read_text())
    return {
        knoop.args[0].value
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.Call)
        and isinstance(knoop.func, ast.Name | ast.Attribute)
        and ast.unparse(knoop.func).split(".")[0] == "env"
        and knoop.args
        and isinstance(knoop.args[0], ast.Constant)
    }


def uitgelegd(kop: str) -> set[str]:
    """The names in the first column of the table under a heading of docs/instellingen.md."""
    deel = UITLEG.split(f"## {kop}\n", 1)[1].split("\n## ", 1)[0]
    eerste = [regel.split("|")[1] for regel in deel.splitlines() if regel.startswith("| `")]
    return {naam for cel in eerste for naam in re.findall(r"`([A-Z_]+)`", cel)}


def ingevuld(waarde: str) -> str:
    """A value of the compose file as compose would give it, every secret filled with something valid."""
    invulling = {
        "OCO_KLUIS_SLEUTEL": base64.b64encode(bytes(range(32))).decode(),
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "OCO_DOMEIN": "portaal.example",
        "EMAIL_URL": "smtp+tls://portaal:geheim@mail.example:587",
        "OCO_AFZENDER": "portaal@oco.example",
    }
    return re.sub(r"\$\{(\w+):\?\}", lambda m: invulling.get(m[1], "abc123"), waarde)


def test_de_diensten_van_productie():
    assert set(DIENSTEN) == {"nginx", "web", "worker", "beat", "migreer", "postgres", "redis", "clamav"}
    assert DIENSTEN["postgres"]["image"].startswith("postgres:15.")
    assert DIENSTEN["redis"]["image"].startswith("redis:7.")


def test_alleen_nginx_is_van_buiten_te_bereiken():
    assert {naam for naam, dienst in DIENSTEN.items() if "ports" in dienst} == {"nginx"}
    assert COMPOSE["networks"]["binnen"] == {"internal": True}
    assert DIENSTEN["postgres"]["networks"] == DIENSTEN["redis"]["networks"] == ["binnen"]


@pytest.mark.geval("B15")
def test_de_virusscanner_draait_alleen_als_daarom_gevraagd_is():
    assert {naam: dienst["profiles"] for naam, dienst in DIENSTEN.items() if "profiles" in dienst} == {
        "clamav": ["virusscanner"]
    }
    wachten = {naam for dienst in DIENSTEN.values() for naam in dienst.get("depends_on", ())}
    assert "clamav" not in wachten  # without a scanner everything goes on (F30)
    assert set(DIENSTEN["clamav"]["networks"]) & set(DIENSTEN["web"]["networks"])
    for regel in ("OCO_CLAMAV=clamav:3310", "COMPOSE_PROFILES=virusscanner"):
        assert regel in UITLEG


def test_elke_afbeelding_heeft_een_vaste_versie():
    regels = re.findall(r"^FROM (\S+)", (WORTEL / "Dockerfile").read_text(), re.M)
    afbeeldingen = regels + [dienst["image"] for dienst in DIENSTEN.values() if "build" not in dienst]
    los = [naam for naam in afbeeldingen if not VAST.fullmatch(naam.partition(":")[2])]
    assert los == []


def test_wie_blijft_draaien_wordt_bewaakt():
    zonder = {naam for naam, dienst in DIENSTEN.items() if "healthcheck" not in dienst}
    assert zonder == {"migreer"}


def test_geen_enkele_waarde_heeft_een_standaard():
    gevraagd = re.findall(r"(?<!\$)\$(?:\{([^}]*)\}|(\w+))", TEKST)
    assert {naam for naam, _ in gevraagd if not naam.endswith(":?")} == set()
    assert {kaal for _, kaal in gevraagd if kaal} == set()


def test_geheimen_komen_alleen_uit_de_omgeving():
    geheim = re.compile(r"PASSWORD|SECRET|SLEUTEL|AUTH|_URL$")
    waarden = {
        (naam, sleutel): waarde
        for naam, dienst in DIENSTEN.items()
        for sleutel, waarde in dienst.get("environment", {}).items()
        if geheim.search(sleutel) and waarde is not None and not re.search(r"\$\{\w+:\?\}", waarde)
    }
    assert waarden == {}


def test_elke_naam_van_compose_is_bekend_bij_de_instellingen():
    assert set(DIENSTEN["web"]["environment"]) - gelezen_door_settings() == set()
    assert set(re.findall(r"\$\{(\w+):\?\}", TEKST)) == uitgelegd("docker-compose.yml")


def test_elke_instelling_is_uitgelegd_en_elke_uitleg_bestaat():
    assert gelezen_door_settings() == uitgelegd("Het portaal")


@pytest.mark.parametrize("naam", ["OCO_DEMO", "OCO_TEST"])
def test_demo_en_tests_komen_in_productie_niet_voor(naam):
    assert naam not in TEKST


def test_redis_bewaart_en_gooit_niets_weg():
    opdracht = DIENSTEN["redis"]["command"][-1]
    assert "--appendonly yes" in opdracht
    assert "--maxmemory-policy noeviction" in opdracht


@pytest.mark.parametrize("naam", ["web", "worker", "beat", "migreer"])
def test_kluis_en_databank_staan_op_een_blijvende_schijf(naam):
    plek = DIENSTEN[naam]["environment"]
    assert DIENSTEN[naam]["volumes"] == [f"kluis:{plek['OCO_KLUIS_MAP']}", "postboek:/postboek"]
    assert Path(plek["OCO_POSTBOEK"]).parent == Path("/postboek")
    assert set(COMPOSE["volumes"]) == {"databank", "kluis", "postboek", "virussen", "wachtrij"}


def test_met_deze_omgeving_keurt_django_de_productie_goed():
    waarden = DIENSTEN["web"]["environment"].items()
    omgeving = {naam: ingevuld(waarde) for naam, waarde in waarden if waarde is not None}
    uitkomst = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=WORTEL,
        env={"PATH": os.environ["PATH"], **omgeving},
        capture_output=True,
        text=True,
        check=False,
    )
    assert uitkomst.returncode == 0, uitkomst.stderr


def test_nginx_laat_een_bestand_van_de_grootste_maat_door():
    grens = re.search(r"client_max_body_size (\d+)m;", (WORTEL / "deploy" / "nginx.conf").read_text())
    assert grens is not None
    assert settings.MAX_BESTAND < int(grens[1]) * 1024 * 1024 <= settings.MAX_BESTAND + 1024 * 1024


def maak_certificaat(map_: Path) -> None:
    """A certificate for the name of the test, valid for a day."""
    sleutel = ec.generate_private_key(ec.SECP256R1())
    naam = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "portaal.example")])
    nu = datetime(2026, 1, 1, tzinfo=UTC)
    bewijs = (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(sleutel.public_key())
        .serial_number(1)
        .not_valid_before(nu)
        .not_valid_after(nu + timedelta(days=1))
        .sign(sleutel, hashes.SHA256())
    )
    (map_ / "fullchain.pem").write_bytes(bewijs.public_bytes(serialization.Encoding.PEM))
    (map_ / "privkey.pem").write_bytes(
        sleutel.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def hoofdbestand(map_: Path) -> str:
    """Our main file of nginx, for portaal.conf in a folder of its own and without a user to change into."""
    tekst = (WORTEL / "deploy" / "nginx-hoofd.conf").read_text()
    for oud, nieuw in (
        ("user nginx;\n", ""),
        ("pid /run/nginx.pid;", f"pid {map_}/pid;"),
        ("error_log /var/log/nginx/error.log notice;", "error_log stderr;"),
        ("access_log /var/log/nginx/access.log verzoek;", "access_log off;"),
        (
            "include /etc/nginx/conf.d/*.conf;",
            f"client_body_temp_path {map_}/in; proxy_temp_path {map_}/uit; include {map_}/portaal.conf;",
        ),
    ):
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw)
    return tekst


def test_nginx_leest_zijn_instellingen(tmp_path):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx is not None, "installeer nginx (make install)"
    maak_certificaat(tmp_path)
    sjabloon = (WORTEL / "deploy" / "nginx.conf").read_text()
    ingevuld_ = (
        sjabloon.replace("${OCO_DOMEIN}", "portaal.example")
        .replace("web:8000", "127.0.0.1:8000")
        .replace("/etc/nginx/tls", str(tmp_path))
    )
    (tmp_path / "portaal.conf").write_text(ingevuld_)
    (tmp_path / "nginx.conf").write_text(hoofdbestand(tmp_path))
    uitkomst = subprocess.run(
        [nginx, "-t", "-q", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert uitkomst.returncode == 0, uitkomst.stderr
