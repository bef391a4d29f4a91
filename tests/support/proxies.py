"""nginx and HAProxy with the examples of docs/proxy, as processes in front of a gateway.

Each owns its ports, a certificate and a folder, runs as an ordinary user, and is gone afterwards. Between proxy and
gateway lies a Tap that keeps what the proxy sends.
"""

import datetime
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support import canaries, raw_http
from tests.support.serving import free_port
from tools import ROOT

EXAMPLES = ROOT / "docs" / "proxy"
ADDRESS = "127.0.0.1"
HOST = "ignition.example.com"
PATIENCE = 10.0
NGINX = """daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/api.conf;
}}
"""


class Tap:
    """A relay to a gateway on this machine. `sent` is what has come from the proxy so far."""

    def __init__(self, port: int) -> None:
        self.sent = b""
        self._lock = threading.Lock()
        self._gateway = port
        self._listener = socket.create_server((ADDRESS, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def clear(self) -> None:
        with self._lock:
            self.sent = b""

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # ends the waiting accept
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                proxy, _ = self._listener.accept()
                gateway = socket.create_connection((ADDRESS, self._gateway))
                for source, target, keep in ((proxy, gateway, self._keep), (gateway, proxy, lambda content: None)):
                    threading.Thread(target=self._relay, args=(source, target, keep), daemon=True).start()

    def _keep(self, content: bytes) -> None:
        with self._lock:
            self.sent += content

    def _relay(self, source: socket.socket, target: socket.socket, keep) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                keep(content)
                target.sendall(content)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@dataclass
class Proxy:
    """A proxy that runs: the gateway behind it, its ports, its certificate, the file of its log."""

    name: str
    tap: Tap
    https: int
    http: int
    certificate: Path
    log: Path

    def connect(self, source: str = ADDRESS, host: str | None = HOST) -> raw_http.Connection:
        """A TLS connection from an address of this machine."""
        return Secure(self, source, host)

    def ask(self, method: str, target: str, headers=(), body: bytes = b"", source: str = ADDRESS) -> raw_http.Answer:
        """The answer to one request; what HTTP needs besides is added."""
        names = {name.lower() for name, _ in headers}
        needed = [("Host", HOST)] if "host" not in names else []
        if body and not names & {"content-length", "transfer-encoding"}:
            needed.append(("Content-Length", str(len(body))))
        with closing(self.connect(source)) as connection:
            return connection.ask(method, target, [*needed, *headers], body)

    def raw(self, request: bytes) -> int | None:
        """The status of the answer to these bytes; None where the connection was closed without one."""
        with closing(self.connect()) as connection:
            connection.send(request)
            try:
                return connection.head()[0]
            except raw_http.Cut:
                return None


class Secure(raw_http.Connection):
    def __init__(self, proxy: Proxy, source: str, host: str | None) -> None:
        super().__init__(ADDRESS, proxy.https, source)
        context = ssl.create_default_context(cafile=str(proxy.certificate))
        context.check_hostname = False
        self._socket = context.wrap_socket(self._socket, server_hostname=host)


@contextmanager
def nginx(gateway: int, project: str = "demo") -> Iterator[Proxy]:
    with _prepared("nginx", "www-data", gateway) as (proxy, folder, as_user):
        example = (EXAMPLES / "nginx.conf").read_text()
        for written, meant in (
            ("server 127.0.0.1:8088;", f"server {ADDRESS}:{proxy.tap.port};"),
            ("webdev/demo/api", f"webdev/{project}/api"),
            ("listen 443", f"listen {ADDRESS}:{proxy.https}"),
            ("listen 80", f"listen {ADDRESS}:{proxy.http}"),
            ("/etc/ssl/certs/ignition.pem", str(proxy.certificate)),
            ("/etc/ssl/private/ignition.key", str(folder / "key.pem")),
            ("/var/log/nginx/ignition-api.log", str(proxy.log)),
        ):
            assert written in example, written
            example = example.replace(written, meant)
        (folder / "api.conf").write_text(example)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
        # Its own name for standard error holds until the configuration is read.
        command = [*as_user, _program("nginx"), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
        with _running(command, proxy, folder / "printed", os.environ):
            yield proxy


@contextmanager
def haproxy(gateway: int, project: str = "demo") -> Iterator[Proxy]:
    with _prepared("haproxy", "haproxy", gateway) as (proxy, folder, as_user):
        both = folder / "both.pem"
        both.write_bytes(proxy.certificate.read_bytes() + (folder / "key.pem").read_bytes())
        environment = os.environ | {
            "API_PROJECT": project, "API_GATEWAY": f"{ADDRESS}:{proxy.tap.port}", "API_CERTIFICATE": str(both),
            "API_HTTPS": f"{ADDRESS}:{proxy.https}", "API_HTTP": f"{ADDRESS}:{proxy.http}", "API_LOG": "stdout"}
        command = [*as_user, _program("haproxy"), "-db", "-f", str(EXAMPLES / "haproxy.cfg")]
        with _running(command, proxy, proxy.log, environment):
            yield proxy


BY_NAME = {"nginx": nginx, "haproxy": haproxy}


@contextmanager
def _prepared(name: str, user: str, gateway: int) -> Iterator[tuple[Proxy, Path, list[str]]]:
    """A proxy that is yet to be started, its folder, and what makes a command run as `user`."""
    with tempfile.TemporaryDirectory(prefix=name) as made:
        folder = Path(made)
        tap = Tap(gateway)
        certify(folder)
        proxy = Proxy(name, tap, free_port(), free_port(), folder / "certificate.pem", folder / "access.log")
        as_user = []
        if os.geteuid() == 0:
            shutil.chown(folder, user)
            as_user = ["runuser", "-u", user, "--"]
        try:
            yield proxy, folder, as_user
        finally:
            tap.close()


@contextmanager
def _running(command: list[str], proxy: Proxy, output: Path, environment: dict[str, str]) -> Iterator[None]:
    with output.open("w") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=printed, cwd="/", env=environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _listens(proxy.https):
            assert process.poll() is None and time.monotonic() < deadline, output.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
        for file in filter(Path.exists, {output, proxy.log}):
            canaries.WATCH.see("the log of a proxy", file.read_text())


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex((ADDRESS, port)) == 0


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert found, f"{name} is not installed; on Debian: apt-get install nginx haproxy"
    return found


def certify(folder: Path) -> None:
    """Writes a key and a certificate for HOST that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
            .sign(key, hashes.SHA256()))
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    for file in folder.iterdir():
        file.chmod(0o644)
