"""An OpenID Connect provider of the tests: it answers on 127.0.0.1, and lies when asked to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "polyphonie"
CLIENT_SECRET = "a secret of the tests"


@cache
def private_key(owner: str) -> rsa.RSAPrivateKey:
    """Make a key once for all the tests: it takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What the provider answers. Attributes are changed by tests to make it lie."""

    def __init__(self) -> None:
        self.key = private_key("its own")
        self.published_key = self.key
        self.nonce = ""
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.signs_userinfo = False
        self.algorithm = "RS256"
        self.config: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def token(self, **changes: Any) -> str:
        """Sign a token; a claim set to None is left out."""
        now = int(time.time())
        basis = {"iss": self.url, "aud": CLIENT_ID, "sub": "person-1", "iat": now, "exp": now + 60}
        claims = {name: value for name, value in (basis | changes).items() if value is not None}
        if self.algorithm == "none":
            return jwt.encode(claims, key=None, algorithm="none")
        if self.algorithm == "HS256":
            return jwt.encode(claims, CLIENT_SECRET.ljust(32), algorithm="HS256", headers={"kid": "key-1"})
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": "key-1"})

    def answer(self, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """Give the type and the text of an answer."""
        self.asked.append((path, fields))
        if path.endswith("/openid-configuration"):
            return "application/json", json.dumps(self._configuration() | self.config)
        if path == "/jwks":
            return "application/json", json.dumps({"keys": [self._public_key()]})
        if path == "/token":
            id_token = self.token(nonce=self.nonce, **self.claims)
            return "application/json", json.dumps({"access_token": "t", "token_type": "Bearer", "id_token": id_token})
        who = {"sub": "person-1", "email": "lea@example.org", "email_verified": True} | self.userinfo
        if self.signs_userinfo:
            return "application/jwt", self.token(**who)
        return "application/json", json.dumps(who)

    def _configuration(self) -> dict[str, Any]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        addresses = {name: f"{self.url}/{path}" for name, path in names.items()}
        return {"issuer": self.url, "userinfo_endpoint": f"{self.url}/userinfo", **addresses}

    def _public_key(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.published_key.public_key()))
        return public | {"kid": "key-1", "use": "sig", "alg": "RS256"}


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve a provider on a free port."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def _answer(self, fields: dict[str, str]) -> None:
            media_type, text = provider.answer(urlsplit(self.path).path, fields)
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
