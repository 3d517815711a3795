"""docs/import.md says what the code does."""

from pathlib import Path

import tradewind
from tradewind.ops.history.manual import written
from tradewind.ops.history.mapping import LookupFile, Mapping, Rule, TableFile

MANUAL = Path(tradewind.__file__).parents[2] / "docs" / "import.md"


def test_the_tables_are_those_of_the_schema():
    text = MANUAL.read_text(encoding="utf-8")
    assert written(text) == text, "run: python -m tradewind.ops.history.manual docs/import.md"


def test_every_word_of_a_mapping_is_explained():
    text = MANUAL.read_text(encoding="utf-8").split("## Mapping your own files")[1]
    words = {name for kind in (Mapping, TableFile, LookupFile, Rule) for name in kind.__struct_fields__}
    assert sorted(word for word in words - {"title"} if word not in text) == []
