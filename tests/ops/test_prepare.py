"""`tradewind prepare --demo`: the demo is built once, in a home whose database had no tables."""

import json

import psycopg
import pytest

from tradewind.ops import embedded

pytestmark = pytest.mark.process


def test_the_demo_is_built_once_and_its_books_balance(tradewind, tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    first = tradewind(tmp_path, "prepare", "--demo", DEBUG="1")
    assert first.returncode == 0, first.stderr[-2000:]
    told = json.loads(first.stdout)
    assert told["setup_token"] is None  # the demo has an operator
    assert [role for role, _, _ in told["sign_ins"]] == ["shopper", "merchant", "operator"]

    counted = "SELECT count(*) FROM parties_shop", "SELECT count(*) FROM catalog_listing"
    with embedded.running(tmp_path) as server, psycopg.connect(server.dsn) as database:
        shops, listings = (database.execute(query).fetchone()[0] for query in counted)
    assert shops >= 30 and listings >= 800

    second = tradewind(tmp_path, "prepare", "--demo", DEBUG="1")
    assert json.loads(second.stdout) == told
    assert "Shops and listings" in first.stderr and second.stderr == ""
    checked = tradewind(tmp_path, "check", DEBUG="1")
    assert checked.returncode == 0, checked.stdout
