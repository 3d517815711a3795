"""The command line: what each command prints, what it refuses, and with which exit status."""

import io
import json
import tarfile

import psycopg
import pytest

from tradewind.ops import archive, embedded
from tradewind.ops.errors import ToolFailed
from tradewind.ops.main import main

pytestmark = pytest.mark.process

SMTP = "django.core.mail.backends.smtp.EmailBackend"
EVENT = """INSERT INTO kernel_outbox (id, name, version, key, payload, recorded_at)
VALUES (1, 'x', 1, 1, '{}', '2026-01-01Z')"""
POLICY = "INSERT INTO kernel_policy (id, name, value, valid_from, source) VALUES (%s, %s, '1', '2026-01-01', %s)"


@pytest.fixture(scope="module")
def filled(migrated):
    """The migrated home with two dated policies and two pictures."""
    with embedded.running(migrated) as server, psycopg.connect(server.dsn) as database:
        database.execute(POLICY, [9_007_199_254_740_993, "trade.days", "=HYPERLINK(1)"])
        database.execute(POLICY, [2, "trade.rate", "law of 2026, “§ 3”"])
    for name in ("aa/one-320.webp", "bb/two-320.webp"):
        path = migrated / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return migrated


def policies(home):
    with embedded.running(home) as server, psycopg.connect(server.dsn) as database:
        return database.execute("SELECT id, name, source FROM kernel_policy ORDER BY id").fetchall()


def test_help_names_every_command(tradewind, tmp_path):
    said = tradewind(tmp_path, "--help").stdout
    names = ["up", "doctor", "check", "decide", "replay", "import", "export", "backup", "restore", "demo", "worker"]
    assert [name for name in names if f"\n    {name} " not in said] == []
    assert list(tmp_path.iterdir()) == []


def test_decide_needs_no_database(tradewind, tmp_path):
    done = tradewind(tmp_path, "decide", "--list")
    assert done.returncode == 0
    assert "deals.price_basket" in done.stdout
    assert not (tmp_path / "pg").exists()


def test_decide_shows_a_schema(capsys):
    assert main(["decide", "--schema", "deals.price_basket"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["title"] == "deals.price_basket"
    assert {"input", "output", "$defs"} <= schema.keys()


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (["decide", "no.such"], "{}", "[kernel.unknown_engine]"),
        (["decide", "deals.price_basket"], "{", "[ops.wrong_value]"),
        (["decide", "deals.price_basket"], '{"nonsense": 1}', "[kernel.engine_input]"),
        (["decide"], "", "[ops.wrong_value]"),
        (["restore", "nowhere.tar"], "", "[ops.no_archive]"),
        (["up", "--port", "0"], "", "[ops.wrong_value]"),
        (["up", "--port", "65530"], "", "[ops.wrong_value]"),  # no room for the sandbox
        (["up", "--workers", "0"], "", "[ops.wrong_value]"),
        (["up", "--port", "abc"], "", "[ops.wrong_words]"),
        ([], "", "[ops.wrong_words]"),
        (["nonsense"], "", "[ops.wrong_words]"),
        (["export"], "", "[ops.wrong_words]"),
        (["export", "history"], "", "[ops.wrong_words]"),
        (["migrate", "nonsense"], "", "[ops.wrong_words]"),
    ],
)
def test_a_refusal_is_one_line_with_its_code(capsys, monkeypatch, words, stdin, code):
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("tradewind: ") and said.endswith(f"{code}\n")
    assert said.count("\n") == 1


def test_help_shows_a_commands_own_words(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["decide", "--help"])
    assert ended.value.code == 0
    assert "Run an engine on JSON, without a database." in capsys.readouterr().out


@pytest.mark.parametrize("words", [["check"], ["up"], ["worker"]])
def test_a_home_that_cannot_be_written_is_one_line(tradewind, tmp_path, words):
    place = tmp_path / "file"
    place.write_text("mine")
    done = tradewind(place, *words)
    assert done.returncode == 2
    assert done.stderr.startswith(f"tradewind: {place}") and done.stderr.endswith("[ops.file_failed]\n")
    assert done.stderr.count("\n") == 1 and place.read_text() == "mine"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("TRADEWIND_CURRENCY", "yuan", "TRADEWIND_CURRENCY must be three capital letters such as CNY, not yuan"),
        ("SITE_URL", "shop.example", "SITE_URL must start with http:// or https:// and name a host, not shop.example"),
        ("SANDBOX_URL", "https://", "SANDBOX_URL must start with http:// or https:// and name a host, not https://"),
        ("CSRF_TRUSTED_ORIGINS", "https://a.example,b", "CSRF_TRUSTED_ORIGINS must start with http:// or https://"),
        ("EMAIL_PORT", "smtp", "EMAIL_PORT must be a whole number, not smtp"),
        ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters"),
        ("DATABASE_URL", "mysql://db.example/shop", "DATABASE_URL must start with postgresql://"),
        ("DATABASE_URL", "postgresql://db.example:port/shop", "DATABASE_URL cannot be read: Port could not be cast"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name hosts"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tradewind, tmp_path, variable, value, said):
    given = {"SECRET_KEY": "k" * 40, variable: value}
    done = tradewind(tmp_path, "check", **given)
    assert done.returncode == 2
    assert done.stderr.startswith(f"tradewind: settings: {said}") and done.stderr.endswith("[ops.wrong_value]\n")
    done = tradewind(tmp_path, "doctor", **given)
    assert done.returncode == 1 and f"fail  settings     {said}" in done.stdout
    assert not (tmp_path / "pg").exists()


def test_missing_settings_are_one_line_too(tradewind, tmp_path):
    done = tradewind(tmp_path, "check", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert (
        done.stderr == "tradewind: settings: SECRET_KEY must be set when DATABASE_URL is (or set DEBUG=1 for a "
        "throw-away copy). [ops.wrong_value]\n"
    )


def test_a_database_that_does_not_answer_is_one_line(tradewind, tmp_path):
    done = tradewind(tmp_path, "check", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", DEBUG="1")
    assert done.returncode == 2
    assert "[ops.no_database]" in done.stderr and "Traceback" not in done.stderr


def test_a_database_without_tables_is_one_line(tradewind, tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    done = tradewind(tmp_path, "replay", "7")
    assert done.returncode == 2
    assert "[ops.old_tables]" in done.stderr and "Run `tradewind migrate`" in done.stderr
    assert done.stderr.count("\n") == 1


def test_check_finds_an_empty_marketplace_in_order(tradewind, migrated):
    done = tradewind(migrated, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BROKEN" not in done.stdout and done.stdout.count("ok ") > 5


def test_check_knows_its_modules(tradewind, migrated):
    done = tradewind(migrated, "check", "ledger", "nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tradewind: nonsense: no module with invariants; there are parties, ledger, ")
    assert {line.split()[1] for line in tradewind(migrated, "check", "ledger").stdout.splitlines()} == {"ledger"}


def test_an_unknown_decision_is_refused(tradewind, migrated):
    done = tradewind(migrated, "replay", "7")
    assert (done.returncode, done.stderr) == (
        2,
        "tradewind: There is no decision 7. [kernel.unknown_decision]\n",
    )


def test_the_doctor_has_no_complaint_about_a_fresh_home(tradewind, migrated):
    done = tradewind(migrated, "doctor")
    assert done.returncode == 0, done.stdout
    states = {line[6:18].strip(): line[:5].strip() for line in done.stdout.splitlines() if line[:1].strip()}
    expected = ("home", "secret key", "database", "durability", "migrations", "clock", "worker", "media")
    assert {name: states.get(name) for name in expected} == dict.fromkeys(expected, "ok")
    assert states["mail"] == "warn"  # kept in a folder, not sent


def test_the_doctor_finds_missing_tables_and_says_how_to_mend_it(tradewind, tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    done = tradewind(tmp_path, "doctor")
    assert done.returncode == 1
    assert "\nfail  migrations" in done.stdout and "-> Run `tradewind migrate`" in done.stdout


def test_the_doctor_speaks_even_with_broken_settings(tradewind, tmp_path):
    done = tradewind(tmp_path, "doctor", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "fail  settings     SECRET_KEY must be set" in done.stdout


def test_the_doctor_says_that_the_home_cannot_be_used(tradewind, tmp_path):
    (tmp_path / "file").write_text("mine")
    done = tradewind(tmp_path / "file", "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert f"fail  home         {tmp_path / 'file'}" in done.stdout and "-> Set TRADEWIND_HOME" in done.stdout


def test_the_doctor_finds_a_key_that_others_may_read(tradewind, tmp_path, migrated):
    key = migrated / "secret_key"
    key.chmod(0o644)
    try:
        done = tradewind(migrated, "doctor")
    finally:
        key.chmod(0o600)
    assert done.returncode == 1
    assert f"fail  secret key   others may read {key}" in done.stdout and f"-> chmod 600 {key}" in done.stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"EMAIL_BACKEND": SMTP, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": "1"},
            "127.0.0.1:1 does not answer",
        ),
        ({"EMAIL_BACKEND": "no.such.Backend"}, "No module named 'no'"),
    ],
)
def test_the_doctor_finds_mail_that_cannot_be_sent(tradewind, migrated, given, said):
    done = tradewind(migrated, "doctor", **given)
    assert done.returncode == 1 and f"fail  mail         {said}" in done.stdout


def test_the_doctor_says_that_debug_is_on(tradewind, migrated):
    done = tradewind(migrated, "doctor", DEBUG="1")
    assert done.returncode == 0 and "warn  debug        DEBUG is on" in done.stdout


def test_the_doctor_finds_a_database_that_does_not_answer(tradewind, tmp_path):
    done = tradewind(tmp_path, "doctor", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", SECRET_KEY="k" * 40)
    assert done.returncode == 1
    assert "fail  database     connection failed" in done.stdout and "Is DATABASE_URL right?" in done.stdout


def test_the_doctor_finds_events_that_nobody_delivers(tradewind, migrated):
    with embedded.running(migrated) as server, psycopg.connect(server.dsn) as database:
        database.execute(EVENT)
    try:
        done = tradewind(migrated, "doctor")
    finally:
        with embedded.running(migrated) as server, psycopg.connect(server.dsn) as database:
            database.execute("DELETE FROM kernel_outbox")
    assert done.returncode == 0
    assert "warn  worker       1 events wait, the oldest since 2026-01-01 00:00 UTC" in done.stdout


def test_an_empty_marketplace_has_no_history_to_write(tradewind, migrated, tmp_path):
    done = tradewind(migrated, "export", "history", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "There is no shop yet, so there is nothing to write.\n")


@pytest.mark.parametrize("words", [["export", "tables"], ["backup"]])
def test_a_place_that_cannot_be_written_is_one_line(tradewind, migrated, words):
    done = tradewind(migrated, *words, "/proc/nowhere/x")
    assert done.returncode == 2 and "/proc/nowhere" in done.stderr and done.stderr.count("\n") == 1
    assert done.stderr.endswith("[ops.file_failed]\n")


def test_an_export_guards_spreadsheets_and_keeps_ids_whole(tradewind, filled, tmp_path):
    assert tradewind(filled, "export", "tables", tmp_path / "csv", "--only", "kernel_policy").returncode == 0
    lines = (tmp_path / "csv" / "kernel_policy.csv").read_text().splitlines()
    assert sorted(line.split(",")[0] for line in lines[1:]) == ["2", "9007199254740993"]
    assert any(line.endswith(",'=HYPERLINK(1)") for line in lines)

    assert (
        tradewind(
            filled, "export", "tables", tmp_path / "json", "--format", "jsonl", "--only", "kernel_policy"
        ).returncode
        == 0
    )
    rows = [json.loads(line) for line in (tmp_path / "json" / "kernel_policy.jsonl").read_text().splitlines()]
    assert {row["id"]: row["source"] for row in rows} == {
        "9007199254740993": "=HYPERLINK(1)",
        "2": "law of 2026, “§ 3”",
    }


def test_an_export_never_overwrites_and_knows_its_tables(tradewind, filled, tmp_path):
    (tmp_path / "kernel_policy.csv").write_text("mine")
    done = tradewind(filled, "export", "tables", tmp_path, "--only", "kernel_policy")
    assert done.returncode == 2 and "this file exists" in done.stderr
    assert (tmp_path / "kernel_policy.csv").read_text() == "mine"
    done = tradewind(filled, "export", "tables", tmp_path, "--only", "nonsense")
    assert done.returncode == 2 and "no table nonsense" in done.stderr


def test_an_export_holds_no_secret(tradewind, filled, tmp_path):
    assert tradewind(filled, "export", "tables", tmp_path / "all").returncode == 0
    header = (tmp_path / "all" / "parties_account.csv").read_text().splitlines()[0].split(",")
    assert "email" in header and "password" not in header
    assert not (tmp_path / "all" / "parties_setup_token.csv").exists()


def test_a_backup_comes_back_whole_in_an_empty_home(tradewind, filled, tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    archive, fresh = tmp_path / "backup.tar", tmp_path / "fresh"
    done = tradewind(filled, "backup", archive)
    assert done.returncode == 0 and "2 pictures and the database" in done.stdout
    assert archive.stat().st_mode & 0o077 == 0

    done = tradewind(fresh, "restore", archive)
    assert done.returncode == 0, done.stderr
    assert policies(fresh) == policies(filled)
    assert (fresh / "media" / "aa" / "one-320.webp").read_bytes() == b"aa/one-320.webp"
    assert tradewind(fresh, "check").returncode == 0

    again = tradewind(fresh, "restore", archive)
    assert again.returncode == 2 and "[ops.not_empty]" in again.stderr
    assert policies(fresh) == policies(filled)


def test_pictures_that_share_one_file_come_back_each(tradewind, filled, tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    twin = filled / "media" / "aa" / "twin-320.webp"
    twin.hardlink_to(filled / "media" / "aa" / "one-320.webp")
    try:
        assert tradewind(filled, "backup", tmp_path / "backup.tar").returncode == 0
    finally:
        twin.unlink()
    done = tradewind(tmp_path / "fresh", "restore", tmp_path / "backup.tar")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("one-320.webp", "twin-320.webp"):
        assert (tmp_path / "fresh" / "media" / "aa" / name).read_bytes() == b"aa/one-320.webp"


def test_a_dump_that_breaks_off_in_the_middle_restores_nothing(filled, tmp_path):
    """The archive's checksums would refuse it before; this is what stands behind them."""
    with embedded.running(filled) as server:
        archive.write(tmp_path / "backup.tar", server.dsn, filled / "media", {})
        with tarfile.open(tmp_path / "backup.tar") as tar:
            whole = tar.extractfile("database.dump").read()
        with psycopg.connect(server.dsn, autocommit=True) as database:
            database.execute("CREATE DATABASE target")
        target = embedded.embedded_dsn(filled, "target")
        with tarfile.open(tmp_path / "half.tar", "w") as tar:
            for name, content in (("media/aa/x.webp", b"x"), ("database.dump", whole[:-2000])):
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
        with pytest.raises(ToolFailed):
            archive.unpack(tmp_path / "half.tar", target, tmp_path / "media")
        with psycopg.connect(target) as database:
            count = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            assert database.execute(count).fetchone() == (0,)
        assert not (tmp_path / "media").exists()


def test_a_restore_leaves_out_what_old_servers_do_not_know_and_nothing_else():
    timeout, end = b"SET transaction_timeout = 0;\n", b"SELECT pg_catalog.set_config('search_path', '', false);\n"
    script = [b"SET lock_timeout = 0;\n", timeout, end, b"COPY t FROM stdin;\n", timeout]
    assert list(archive.for_any_server(script)) == [script[0], *script[2:]]


def test_no_password_stands_on_a_programs_command_line():
    where, environment = archive.connection_of("postgresql://shop:p%40ss@db.example:5433/tw?sslmode=require")
    assert "p@ss" not in where and "user=shop" in where and "sslmode=require" in where
    assert environment["PGPASSWORD"] == "p@ss"


def test_a_changed_archive_restores_nothing(tradewind, filled, tmp_path):
    archive, broken, fresh = tmp_path / "backup.tar", tmp_path / "broken.tar", tmp_path / "fresh"
    assert tradewind(filled, "backup", archive).returncode == 0
    with tarfile.open(archive) as source, tarfile.open(broken, "w") as target:
        for entry in source:
            content = source.extractfile(entry).read()
            if entry.name == "media/bb/two-320.webp":
                content = b"BB" + content[2:]
            target.addfile(entry, io.BytesIO(content))
    done = tradewind(fresh, "restore", broken)
    assert done.returncode == 2
    assert "media/bb/two-320.webp is not what was saved" in done.stderr and "[ops.broken_archive]" in done.stderr
    assert not (fresh / "pg").exists() and not (fresh / "media").exists()


def test_an_archive_cannot_write_outside(tradewind, filled, tmp_path):
    evil = tmp_path / "evil.tar"
    manifest = {"format": 1, "files": [{"path": "media/../../evil", "size": 0, "sha256": ""}]}
    with tarfile.open(evil, "w") as tar:
        for name, content in (("manifest.json", json.dumps(manifest).encode()), ("media/../../evil", b"")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    done = tradewind(tmp_path / "fresh", "restore", evil)
    assert done.returncode == 2 and "[ops.broken_archive]" in done.stderr
