"""`tradewind backup`: database and media in one archive with checksums, while the marketplace runs."""

import argparse
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tradewind.kernel.clock import read_clock
from tradewind.ops import archive
from tradewind.ops.application import dsn, server_version
from tradewind.ops.errors import WrongValue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind backup`."""
    parser.add_argument("file", type=Path, help="the archive to write, for example tradewind-2026-06-17.tar")


def run(args: argparse.Namespace) -> int:
    """Writes the archive. Refuses `ops.wrong_value` when the file exists, `ops.tool_failed`.

    The secret key is left out on purpose: keep it where secrets are kept. Restored without it, people sign in again.
    """
    target = args.file.resolve()
    if target.exists():
        raise WrongValue(what=str(target), detail="this file exists; a backup never overwrites")
    about = {
        "made_at": read_clock().isoformat(),
        "tradewind": version("tradewind"),
        "postgresql": server_version(),
        "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
    }
    manifest = archive.write(target, dsn(), Path(settings.MEDIA_ROOT), about)
    size = target.stat().st_size / 1_000_000
    print(f"{target}: {len(manifest['files']) - 1} pictures and the database, {size:.1f} MB")
    return 0
