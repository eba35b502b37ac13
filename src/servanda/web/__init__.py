"""The record in the browser: pages rendered on the server, which work without script."""

from servanda.web.application import app
from servanda.web.settings import Settings

__all__ = ["Settings", "app"]
