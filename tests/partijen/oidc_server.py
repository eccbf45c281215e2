"""The provider of oidc_provider_mock, stricter: it demands PKCE (S256), and lies when a test asks it to."""

import base64
import hashlib
import hmac
import json
import sys
import time

import flask
import oidc_provider_mock
from authlib.jose import JsonWebKey, jwt
from werkzeug.serving import run_simple

ander = JsonWebKey.generate_key("RSA", 2048, is_private=True)
vragen: dict[str, str] = {}  # the challenge of each code that was given
leugen = {"soort": ""}
ANDERE_CLAIMS = {
    "voor een ander": {"aud": "een-ander-portaal"},
    "van een ander": {"iss": "https://een-andere-makelaar.example"},
    "verlopen": {"exp": int(time.time()) - 3600},
    "andere vraag": {"nonce": "niet-gevraagd"},
    "iemand anders": {"sub": "iemand-anders"},
}


def b64(ruw: bytes) -> str:
    return base64.urlsafe_b64encode(ruw).rstrip(b"=").decode()


def eis_pkce():
    """Before a code is given or taken: a challenge by S256, and the verifier that made it."""
    if flask.request.endpoint == "oidc-provider-mock.authorize":
        if flask.request.args.get("code_challenge_method") != "S256" or not flask.request.args.get("code_challenge"):
            return {"error": "invalid_request"}, 400
    elif flask.request.endpoint == "oidc-provider-mock.issue_token":
        proef = b64(hashlib.sha256(flask.request.form.get("code_verifier", "").encode()).digest())
        if vragen.pop(flask.request.form.get("code", ""), None) != proef:
            return {"error": "invalid_grant"}, 400
    return None


def onthoud_of_lieg(antwoord):
    if "code=" in (doel := antwoord.headers.get("Location", "")):
        code = doel.split("code=")[1].split("&")[0]
        vragen[code] = flask.request.args["code_challenge"]
    if flask.request.endpoint == "oidc-provider-mock.issue_token" and antwoord.status_code == 200:
        lijf = antwoord.get_json()
        antwoord.set_data(json.dumps({**lijf, "id_token": vervalst(lijf["id_token"], leugen["soort"])}))
    return antwoord


def vervalst(id_token: str, soort: str) -> str:
    """The same token, or the lie that was asked for."""
    kop, claims = (json.loads(base64.urlsafe_b64decode(f"{deel}==")) for deel in id_token.split(".")[:2])
    echt = flask.g.oidc_provider_mock_storage.jwk
    zin = ".".join(b64(json.dumps(deel).encode()) for deel in ({**kop, "alg": "HS256"}, claims))
    match soort:
        case "geen handtekening":
            return f"{b64(json.dumps({**kop, 'alg': 'none'}).encode())}.{id_token.split('.')[1]}."
        case "andere sleutel":
            return jwt.encode(kop, claims, ander).decode()
        case "openbare sleutel als geheim":
            return f"{zin}.{b64(hmac.digest(echt.as_pem(is_private=False), zin.encode(), 'sha256'))}"
    return jwt.encode(kop, claims | ANDERE_CLAIMS.get(soort, {}), echt).decode()


def lieg():
    leugen["soort"] = flask.request.get_json()
    return "", 204


if __name__ == "__main__":
    app = oidc_provider_mock.app()
    app.before_request(eis_pkce)
    app.after_request(onthoud_of_lieg)
    app.add_url_rule("/lieg", view_func=lieg, methods=["PUT"])
    run_simple("127.0.0.1", int(sys.argv[1]), app, threaded=True)
