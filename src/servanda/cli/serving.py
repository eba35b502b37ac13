"""The command that opens the record in the browser."""

from __future__ import annotations

from typing import Any

import click

from servanda.cli.commands import ledger_option, opened, together
from servanda.problems import UsageError

_STOPPING = 10  # seconds that answers begun may still take


@click.command()
@together(
    ledger_option,
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at."),
    click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any."),
    click.option("--name", "names", multiple=True, metavar="HOST", help="A name under which it may be asked for."),
    click.option("--private", is_flag=True, help="Nobody reads without an account."),
    click.option(
        "--fetch",
        "fetching",
        is_flag=True,
        help="Editors may give addresses to be fetched; none within a private network.",
    ),
    click.option(
        "--upload",
        default=50,
        show_default=True,
        type=click.IntRange(1, 1000),
        metavar="MB",
        help="The largest file that may be added.",
    ),
)
def serve(where: str | None, host: str, port: int, names: tuple[str, ...], **allowed: Any) -> None:
    """Show the record in the browser, at http://127.0.0.1:8000 until told otherwise.

    It listens to this machine alone. To be asked for by others it needs an address to listen at and the names under which it
    is known (`--host 0.0.0.0 --name record.example.org`), and before it a server that speaks HTTPS. It stops with Ctrl+C or
    SIGTERM, once the answers that have begun are out. A line for each request goes to standard error.
    """
    try:
        import uvicorn

        from servanda.api import Options
        from servanda.web import Settings, app
    except ImportError:
        raise UsageError("pages need more packages: pip install 'servanda[web]'") from None
    from servanda.ledger import Limits

    with opened(where) as ledger:
        limits = Limits(bytes=allowed["upload"] * 1_000_000)
        writing = Options(limits=limits, fetch=allowed["fetching"])
        hosts = (*Settings().hosts, host, *names)
        settings = Settings(hosts=hosts, public=not allowed["private"], writing=writing)
        uvicorn.run(
            app(ledger, settings),
            host=host,
            port=port,
            server_header=False,
            access_log=False,
            timeout_graceful_shutdown=_STOPPING,
            log_config=_LOGS,
        )


_LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(name)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "servanda": {"handlers": ["err"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["err"], "level": "INFO", "propagate": False},
    },
}
