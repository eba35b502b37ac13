"""The record for programs: everything that the pages show, read and write, under ``/api/v1``."""

from servanda.api.application import PREFIX, app
from servanda.api.options import Options

__all__ = ["PREFIX", "Options", "app"]
