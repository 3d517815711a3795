"""A backup: one tar file with the database, the media and a manifest that says what must be in it.

    manifest.json     format, time, versions, and path, size and SHA-256 of every other file
    database.dump     pg_dump's custom format
    media/...         pictures as they lie under HOME/media

Pictures are written once and never changed, so media taken after the dump hold everything that the dump names.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tradewind.ops import embedded
from tradewind.ops.errors import BrokenArchive, ToolFailed

FORMAT = 1
MANIFEST, DUMP, MEDIA = "manifest.json", "database.dump", "media"
PIECE = 1024 * 1024


def write(target: Path, dsn: str, media: Path, about: dict[str, Any]) -> dict[str, Any]:
    """Writes the archive `target`, complete or not at all; returns its manifest. `about` goes into the manifest."""
    draft = target.with_name(target.name + ".part")
    dump = target.with_name(target.name + ".dump")
    draft.touch(mode=0o600)  # a place that cannot be written is told before the long work
    try:
        _dump(dsn, dump)
        files = [(DUMP, dump), *((f"{MEDIA}/{path.relative_to(media).as_posix()}", path) for path in _files(media))]
        listed = [{"path": name, "size": path.stat().st_size, "sha256": _hash(path)} for name, path in files]
        manifest = {"format": FORMAT, **about, "files": listed}
        # `dereference`: a picture that is a hard link to another one is written whole.
        with tarfile.open(draft, "w", dereference=True) as tar:
            text = json.dumps(manifest, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
            for name, path in files:
                tar.add(path, name, recursive=False)
        draft.rename(target)
    finally:
        dump.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)
    return manifest


def verify(source: Path) -> dict[str, Any]:
    """The manifest of a complete archive. Refuses `ops.broken_archive` for anything missing, changed or too much."""
    try:
        with tarfile.open(source, "r:") as tar:
            first = tar.next()
            body = tar.extractfile(first) if first and first.name == MANIFEST else None
            manifest = json.load(body) if body else None
            if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
                raise BrokenArchive(path=source, detail="it does not begin with a manifest that this version reads")
            wanted = {file["path"]: file for file in manifest["files"]}
            for entry, content in _contents(tar):
                file = wanted.pop(entry.name, None)
                if file is None or not _safe(entry.name):
                    raise BrokenArchive(path=source, detail=f"{entry.name} is not in its manifest")
                if entry.size != file["size"] or _hash_of(content) != file["sha256"]:
                    raise BrokenArchive(path=source, detail=f"{entry.name} is not what was saved")
    except (tarfile.TarError, ValueError, KeyError, TypeError, OSError) as wrong:
        raise BrokenArchive(path=source, detail=str(wrong) or type(wrong).__name__) from wrong
    if wanted:
        raise BrokenArchive(path=source, detail=f"{len(wanted)} files are missing, first {next(iter(wanted))}")
    return manifest


def unpack(source: Path, dsn: str, media: Path) -> None:
    """Fills the empty database (in one transaction) and the empty folder `media` from a verified archive."""
    media.mkdir(parents=True, exist_ok=True)
    dump = media.with_name("restore.dump")
    try:
        with tarfile.open(source, "r:") as tar:
            for entry, content in _contents(tar):
                path = dump if entry.name == DUMP else media / PurePosixPath(entry.name).relative_to(MEDIA)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as file:
                    shutil.copyfileobj(content, file, PIECE)
        _restore(dump, dsn)
    except BaseException:
        shutil.rmtree(media, ignore_errors=True)  # it was empty before
        raise
    finally:
        dump.unlink(missing_ok=True)


def _contents(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Every file after the manifest. Links and devices are refused: a backup has none."""
    for entry in tar:
        if entry.name == MANIFEST:
            continue
        content = tar.extractfile(entry) if entry.isfile() else None
        if content is None:
            raise tarfile.TarError(f"{entry.name} is not a plain file")
        yield entry, content


def _safe(name: str) -> bool:
    """Does this name stay inside the archive's own places?"""
    path = PurePosixPath(name)
    return name == DUMP or (path.parts[:1] == (MEDIA,) and len(path.parts) > 1 and ".." not in path.parts)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return _hash_of(file)


def _hash_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _dump(dsn: str, dump: Path) -> None:
    """Runs pg_dump. Refuses `ops.tool_failed` with its own words."""
    where, environment = connection_of(dsn)
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"]
    done = subprocess.run([*command, f"--dbname={where}"], env=environment, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise ToolFailed(tool="pg_dump", detail=_complaint(done.stderr))


def _restore(dump: Path, dsn: str) -> None:
    """Feeds psql with what pg_restore makes of the dump, in one transaction. Refuses `ops.tool_failed`."""
    where, environment = connection_of(dsn)
    words = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    reading = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    writing = [_program("psql"), *words, f"--dbname={where}"]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(reading, stdout=pipe, stderr=pipe) as reader,
        subprocess.Popen(writing, env=environment, stdin=pipe, stderr=pipe) as writer,
    ):
        assert reader.stdout and reader.stderr and writer.stdin
        with contextlib.suppress(BrokenPipeError):  # psql has given up, and says why
            writer.stdin.writelines(for_any_server(reader.stdout))
        reader.stdout.close()
        said = reader.stderr.read()
        if reader.wait() != 0 and writer.poll() is None:
            writer.kill()  # it must not take half a script for a whole one
        said = writer.communicate()[1] or said
    if reader.returncode != 0 or writer.returncode != 0:
        raise ToolFailed(tool="pg_restore", detail=_complaint(said))


def for_any_server(script: Iterable[bytes]) -> Iterator[bytes]:
    """A dump's script without the one setting in its head that servers older than PostgreSQL 17 do not know."""
    lines = iter(script)
    for line in lines:
        if not line.startswith(b"SET transaction_timeout"):
            yield line
        if line.startswith(b"SELECT pg_catalog.set_config"):  # the end of the head; what follows may be anybody's text
            break
    yield from lines


def connection_of(dsn: str) -> tuple[str, dict[str, str]]:
    """Where to connect, for a command line that everybody may read, and the environment with the password."""
    parts = conninfo_to_dict(dsn)
    password = parts.pop("password", None)
    return make_conninfo("", **parts), {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}


def _program(name: str) -> str:
    return str(embedded.binaries() / name)


def _complaint(said: bytes) -> str:
    """The first error that a program told, else its last line."""
    lines = said.decode(errors="replace").strip().splitlines() or ["it ended without a word"]
    return next((line for line in lines if "error" in line.lower()), lines[-1])
