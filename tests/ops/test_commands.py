"""The command line: what each command prints, what it refuses, and with which exit status."""

import io
import json
import tarfile

import psycopg
import pytest

from tradewind.ops import embedded
from tradewind.ops.main import main

pytestmark = pytest.mark.process

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
    ],
)
def test_a_refusal_is_one_line_with_its_code(capsys, monkeypatch, words, stdin, code):
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("tradewind: ") and said.endswith(f"{code}\n")
    assert said.count("\n") == 1


def test_missing_settings_are_one_line_too(tradewind, tmp_path):
    done = tradewind(tmp_path, "check", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert (
        done.stderr == "tradewind: settings: SECRET_KEY must be set when DATABASE_URL is (or set DEBUG=1 for a "
        "throw-away copy) [ops.wrong_value]\n"
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
    assert "[ops.no_database]" in done.stderr and "tradewind migrate" in done.stderr


def test_check_finds_an_empty_marketplace_in_order(tradewind, migrated):
    done = tradewind(migrated, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BROKEN" not in done.stdout and done.stdout.count("ok ") > 5


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
