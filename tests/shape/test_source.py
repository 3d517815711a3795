"""The habits of the source, each rule seen to catch a planted break."""

from pathlib import Path

import pytest

from shape import source
from shape.source import Break, Rule, breaks

RULES: list[Rule] = [
    source.short_files,
    source.short_functions,
    source.no_float_near_money,
    source.engines_read_no_clock,
    source.clock_read_at_the_edge,
    source.no_hidden_behaviour,
    source.public_functions_are_explained,
    source.imports_stand_at_the_top,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    assert breaks(rule) == []


LONG = "def long() -> None:\n" + "    pass\n" * 60

PLANTS: list[tuple[Rule, str, str, list[tuple[int, str]]]] = [
    (source.short_files, "tradewind/catalog/long.py", "x = 1\n" * 401, [(401, "401 lines, at most 400")]),
    (source.short_files, "tradewind/catalog/long.py", "x = 1\n" * 400, []),
    (source.short_functions, "tradewind/catalog/long.py", LONG, [(1, "long has 61 lines, at most 60")]),
    (source.short_functions, "tradewind/catalog/long.py", LONG.removesuffix("    pass\n"), []),
    (source.no_float_near_money, "tradewind/deals/engine/price.py", "fee = 0.1\n", [(1, "the float 0.1")]),
    (source.no_float_near_money, "tradewind/deals/engine/price.py", "fee = 9 / 2\n", [(1, "a division with /")]),
    (source.no_float_near_money, "tradewind/trade/actions/a.py", "x = float('1')\n", [(1, "the name float")]),
    (source.no_float_near_money, "tradewind/ledger/x.py", "x = 3\nx /= 2\n", [(2, "a division with /")]),
    (source.no_float_near_money, "tradewind/kernel/money.py", "x = round(3)\n", [(1, "the name round")]),
    (source.no_float_near_money, "tradewind/payments/actions/a.py", "x = 1.0\n", [(1, "the float 1.0")]),
    (source.no_float_near_money, "tradewind/payments/methods/a.py", "timeout = 1.0\n", []),
    (
        source.engines_read_no_clock,
        "tradewind/logistics/engine/promise.py",
        "from datetime import datetime\nstart = datetime.now()\n",
        [(2, "a call of now()")],
    ),
    (source.engines_read_no_clock, "tradewind/deals/engine/a.py", "open('x')\n", [(1, "a call of open()")]),
    (source.clock_read_at_the_edge, "tradewind/trade/actions/a.py", "read_clock()\n", [(1, "a call of read_clock()")]),
    (source.clock_read_at_the_edge, "tradewind/web/views.py", "read_clock()\n", []),
    (
        source.no_hidden_behaviour,
        "tradewind/trade/subscribers.py",
        "from django.db.models.signals import post_save\n",
        [(1, "a Django signal")],
    ),
    (
        source.no_hidden_behaviour,
        "tradewind/trade/models.py",
        "class A:\n    def save(self): ...\n    class Meta:\n        ordering = ['id']\n",
        [(2, "an override of save()"), (4, "a default ordering")],
    ),
    (
        source.public_functions_are_explained,
        "tradewind/trade/queries.py",
        "def a(): ...\n",
        [(1, "a has no docstring")],
    ),
    (source.public_functions_are_explained, "tradewind/trade/queries.py", "def _a(): ...\n", []),
    (
        source.imports_stand_at_the_top,
        "tradewind/trade/queries.py",
        "def a():\n    import json\n",
        [(2, "an import inside a")],
    ),
    (source.imports_stand_at_the_top, "tradewind/trade/apps.py", "def ready(self):\n    import json\n", []),
]


@pytest.mark.parametrize(("rule", "path", "text", "said"), PLANTS, ids=lambda v: getattr(v, "__name__", None))
def test_the_rule_catches_a_planted_break(
    rule: Rule, path: str, text: str, said: list[tuple[int, str]], tmp_path: Path
) -> None:
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(text)
    found = sorted(breaks(rule, tmp_path), key=lambda b: b.line)
    assert found == [Break(path, line, words) for line, words in said]


def test_every_rule_has_a_plant_that_it_catches() -> None:
    assert {rule for rule, *_, said in PLANTS if said} == set(RULES)
