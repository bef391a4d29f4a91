"""PostgreSQL and MariaDB for tests: started on a free port with a data directory of their own, gone afterwards."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pymysql

ADDRESS = "127.0.0.1"
NAME = "api"
PATIENCE = 30.0
DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


class CannotStart(Exception):
    """Says which program is missing or what it said."""


@dataclass(frozen=True)
class Server:
    """How to reach a server, as the simulated gateway takes it."""

    url: str
    user: str
    password: str


@contextmanager
def postgresql() -> Iterator[Server]:
    password = secrets.token_hex(8)
    with _folder("postgres") as (folder, run):
        secret = folder / "password"
        secret.write_text(password)
        _finished(run(_postgres("initdb"), "-D", folder / "data", "-U", NAME, "-A", "scram-sha-256", "-E", "UTF8",
                      "--pwfile", secret, "--no-sync"))
        port = _free_port()
        command = run(_postgres("postgres"), "-D", folder / "data", "-h", ADDRESS, "-p", str(port), "-k", folder,
                      "-c", "fsync=off")
        server = Server(f"jdbc:postgresql://{ADDRESS}:{port}/{NAME}", NAME, password)
        with _running(command, folder, lambda: _create_in_postgres(port, password)):
            yield server


@contextmanager
def mariadb() -> Iterator[Server]:
    password = secrets.token_hex(8)
    with _folder("mysql") as (folder, run):
        data = f"--datadir={folder / 'data'}"
        _finished(run(_program("mariadb-install-db"), "--no-defaults", data, "--skip-test-db",
                      "--auth-root-authentication-method=normal"))
        port = _free_port()
        command = run(_program("mariadbd"), "--no-defaults", data, f"--port={port}", f"--bind-address={ADDRESS}",
                      "--character-set-server=utf8mb4",
                      f"--socket={folder / 'socket'}", f"--pid-file={folder / 'pid'}")
        server = Server(f"jdbc:mariadb://{ADDRESS}:{port}/{NAME}", NAME, password)
        with _running(command, folder, lambda: _create_in_mariadb(port, password)):
            yield server


def _create_in_postgres(port: int, password: str) -> None:
    login = {"host": ADDRESS, "port": port, "user": NAME, "password": password, "autocommit": True}
    with closing(psycopg.connect(dbname="postgres", **login)) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")


def _create_in_mariadb(port: int, password: str) -> None:
    with closing(pymysql.connect(host=ADDRESS, port=port, user="root")) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME}")
        cursor.execute(f"CREATE USER '{NAME}'@'%' IDENTIFIED BY '{password}'")
        cursor.execute(f"GRANT ALL ON {NAME}.* TO '{NAME}'@'%'")


@contextmanager
def _folder(user: str) -> Iterator[tuple[Path, Callable[..., list[str]]]]:
    """A folder that `user` owns, and what makes a command run as it: as root neither server starts."""
    with tempfile.TemporaryDirectory(prefix="database-") as name:
        as_user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(name, user)
            as_user = ["runuser", "-u", user, "--"]
        yield Path(name), lambda *command: [*as_user, *(str(part) for part in command)]


def _postgres(program: str) -> str:
    for folder in sorted(DEBIAN_POSTGRES.glob("*/bin"), reverse=True):
        if (folder / program).is_file():
            return str(folder / program)
    return _program(program)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        raise CannotStart(f"{name} was not found; on Debian: apt-get install postgresql mariadb-server")
    return found


def _finished(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise CannotStart(f"{command} failed: {done.stdout}{done.stderr}")


@contextmanager
def _running(command: list[str], folder: Path, prepare: Callable[[], None]) -> Iterator[None]:
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True)
    try:
        _prepared(process, folder, prepare)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _prepared(process: subprocess.Popen, folder: Path, prepare: Callable[[], None]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return prepare()
        except (psycopg.OperationalError, pymysql.OperationalError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(f"{error}\n{(folder / 'log').read_text()}") from error
            time.sleep(0.1)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((ADDRESS, 0))
        return probe.getsockname()[1]
