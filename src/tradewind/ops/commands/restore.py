"""`tradewind restore`: fills an empty home, or an empty database, from a backup."""

import argparse
import contextlib
import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from tradewind.ops import archive, embedded
from tradewind.ops.application import dsn, one_line
from tradewind.ops.errors import NoArchive, NoDatabase, NotEmpty
from tradewind.ops.home import home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind restore`."""
    parser.add_argument("file", type=Path, help="an archive that `tradewind backup` wrote")


def run(args: argparse.Namespace) -> int:
    """Verifies the whole archive first. Refuses `ops.no_archive`, `ops.broken_archive`, `ops.not_empty`."""
    if not args.file.is_file():
        raise NoArchive(path=args.file)
    manifest = archive.verify(args.file)
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise NotEmpty(what=str(media))
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            stack.enter_context(embedded.running(home()))
        _refuse_full_database()
        archive.unpack(args.file, dsn(), media)
    print(f"Restored the marketplace of {manifest['made_at']}. `tradewind up` brings it up to date and serves it.")
    return 0


def _refuse_full_database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
            (tables,) = cursor.fetchone()
    except DatabaseError as wrong:
        raise NoDatabase(detail=one_line(wrong)) from wrong
    finally:
        connection.close()
    if tables:
        raise NotEmpty(what="the database")
