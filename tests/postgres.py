"""A PostgreSQL server for the tests: the one named, or one of our own on loopback, or the reason why there is none."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "SERVANDA_TEST_POSTGRESQL"
_ACCOUNTS = ("postgres", "nobody")


class UnavailableError(Exception):
    """There is no server and none can be started; the message tells what to do."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server, stopped afterwards when it is ours."""
    told = os.environ.get(VARIABLE)
    if told:
        yield told
        return
    binaries = _binaries()
    # Not pytest's tmp_path: those folders are closed to the account that the server has to run under.
    folder = Path(tempfile.mkdtemp(prefix="servanda-pg-"))
    try:
        account = _account(folder)
        _make(binaries, folder, account)
        port = _free_port()
        process = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", folder, "-F"],
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            **account,
        )
        try:
            _await(binaries, port, process)
            yield f"postgresql://servanda:dove@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # its "fast" way to stop: open connections are not waited for
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The newest server installed: Debian keeps initdb and postgres out of the PATH."""
    places = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    places.sort(key=lambda place: [int(n) for n in place.parent.name.split(".") if n.isdigit()])
    if found := shutil.which("initdb"):
        places.insert(0, Path(found).resolve().parent)
    if not places:
        raise UnavailableError(
            "no PostgreSQL here: `apt-get install -y --no-install-recommends postgresql`, "
            f"or name a server in ${VARIABLE}"
        )
    return places[-1]


def _account(folder: Path) -> dict[str, str]:
    """Who the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return {"user": name}
    raise UnavailableError(
        "PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to run it as"
    )


def _make(binaries: Path, folder: Path, account: dict[str, str]) -> None:
    secret = folder / "secret"
    secret.write_text("dove\n")
    secret.chmod(0o644)
    who = ("-U", "servanda", "-A", "scram-sha-256", "--pwfile", secret)
    done = subprocess.run(
        [binaries / "initdb", "-D", folder / "data", *who, "-E", "UTF8", "--locale=C", "--no-sync"],
        capture_output=True,
        text=True,
        cwd=folder,
        **account,
    )
    if done.returncode:
        raise UnavailableError(f"initdb failed: {done.stderr.strip()[-400:]}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await(binaries: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    command = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(100):
        if process.poll() is not None:
            raise UnavailableError(f"PostgreSQL did not start (exit status {process.returncode})")
        if subprocess.run(command).returncode == 0:
            return
        time.sleep(0.1)
    raise UnavailableError("PostgreSQL did not answer within ten seconds")
