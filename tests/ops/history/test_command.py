"""`tradewind import history` as a person types it."""

import argparse
import importlib.util
import json

import pytest

from tradewind.ops.history import command
from tradewind.ops.history.errors import MappingWrong, ReaderMissing

pytestmark = pytest.mark.django_db


def said(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def test_it_imports_and_reports(history, capsys, tmp_path):
    report = tmp_path / "report.json"
    assert command.run(said(history.folder, "--currency", "BRL", "--json", report)) == 0
    told = json.loads(report.read_bytes())
    assert (told["done"], told["loaded"]["orders"], told["sums"]["price"], told["problems"]) == (True, 5, 13543, [])
    assert told["seconds"] > 0
    assert told["peak_mb"] > 10
    shown = capsys.readouterr()
    assert "R$135.43" in shown.err
    assert "Everything is loaded" in shown.err
    assert "1 × orders cancelled after a payment; the money is in provider/import_cancelled" in shown.err
    assert shown.out == ""


def test_a_dry_run_says_that_nothing_was_changed(history, capsys, unchanged):
    before = unchanged()
    assert command.run(said(history.folder, "--currency", "BRL", "--dry-run", "--json", "-")) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["dry_run"] is True
    assert "nothing was changed (dry run)" in shown.err
    assert unchanged() == before


def test_wrong_rows_are_listed_and_give_status_1(history, capsys, unchanged):
    before = unchanged()
    history.swap("items", "99.90", "-99.90")
    assert command.run(said(history.folder, "--currency", "BRL", "--json", "-")) == 1
    shown = capsys.readouterr()
    assert "Problems in the files: 1. Nothing was loaded." in shown.err
    assert "items.csv:4: price '-99.90': must not be negative" in shown.err
    assert json.loads(shown.out)["problems"] == [
        {"file": "items.csv", "line": 4, "column": "price", "value": "-99.90", "reason": "must not be negative"}
    ]
    assert unchanged() == before


def test_without_the_optional_reader_it_says_what_to_install(history, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ReaderMissing) as refused:
        command.run(said(history.folder))
    assert "pyarrow" in refused.value.said()
    assert "--extra history" in refused.value.mend


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(MappingWrong, match="there is no folder"):
        command.run(said(tmp_path / "nowhere", "--mapping", "olist"))
