"""docs/map says what the code says."""

from pathlib import Path

import pytest
from django.apps import apps

from shape.source import ROOT
from tradewind.ops import map as the_map

WORDS = (ROOT / "docs" / "words.md").read_text()


def test_the_map_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert the_map.main(["--check", str(ROOT / "docs" / "map")]) == 0, capsys.readouterr().err


def without_a_word(words: str) -> set[str]:
    """Tables of ours that the glossary does not name."""
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("tradewind.")}
    return {name for name in ours if f"`{name}`" not in words and f"`{name}." not in words}


def test_every_table_has_its_word_in_the_glossary() -> None:
    assert without_a_word(WORDS) == set()
    assert without_a_word(WORDS.replace("`SubOrder`", "")) == {"SubOrder"}


def test_a_stale_page_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert the_map.main([str(tmp_path)]) == 0
    assert the_map.main(["--check", str(tmp_path)]) == 0
    page = tmp_path / "tables.md"
    page.write_text(page.read_text().replace("trade_order_line", "trade_line"))
    (tmp_path / "urls.md").unlink()
    assert the_map.main(["--check", str(tmp_path)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "docs/map/tables.md is stale: run `make map`",
        "docs/map/urls.md is stale: run `make map`",
    ]


def test_the_map_is_the_same_each_time() -> None:
    assert the_map.pages() == the_map.pages()
