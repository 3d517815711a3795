"""Tables, refusals, events and queries keep the design; every rule is seen to catch a planted break."""

import types
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

import pytest
from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from shape import schema
from tradewind.kernel.errors import Conflict, Refusal
from tradewind.kernel.events import Event
from tradewind.ledger.models import LedgerTransaction
from tradewind.parties.models import Account, Shop
from tradewind.trade.models import Order


@pytest.fixture(scope="module")
def product() -> list[types.ModuleType]:
    return schema.everything()


@pytest.fixture
def _clean_register() -> Iterator[None]:
    """Planted tables leave Django's register again."""
    before = {label: dict(found) for label, found in apps.all_models.items()}
    yield
    for label, found in apps.all_models.items():
        for name in set(found) - set(before.get(label, {})):
            del found[name]
    apps.clear_cache()


def planted_table(module: str, table: str, **fields: models.Field) -> type[models.Model]:
    meta = type("Meta", (), {"db_table": table, "app_label": module})
    return type("Planted", (models.Model,), {"__module__": f"tradewind.{module}.planted", "Meta": meta, **fields})


def test_no_foreign_key_points_up_or_sideways() -> None:
    assert schema.upward_keys(schema.our_models()) == []


@pytest.mark.usefixtures("_clean_register")
def test_an_upward_foreign_key_is_caught() -> None:
    planted = planted_table(
        "parties", "parties_planted", order=models.ForeignKey(Order, models.CASCADE, related_name="+")
    )
    assert schema.upward_keys([planted]) == ["Planted.order points from parties up to trade"]


@pytest.mark.usefixtures("_clean_register")
def test_a_foreign_key_that_leaves_a_name_behind_is_caught() -> None:
    planted = planted_table("trade", "trade_planted", shop=models.ForeignKey(Shop, models.CASCADE))
    assert schema.upward_keys([planted]) == ['Planted.shop needs related_name="+"']


def test_tables_indexes_and_constraints_carry_their_module() -> None:
    assert schema.unprefixed(schema.our_models()) == []


@pytest.mark.usefixtures("_clean_register")
def test_a_table_without_its_module_in_front_is_caught() -> None:
    assert schema.unprefixed([planted_table("trade", "planted")]) == ["planted of trade"]


def test_tables_that_grow_have_no_foreign_key_out_of_their_aggregate() -> None:
    assert schema.keys_out_of_aggregates(schema.our_models()) == []


@pytest.mark.usefixtures("_clean_register")
def test_a_key_out_of_an_aggregate_is_caught() -> None:
    planted = planted_table(
        "trade",
        "trade_transition",
        order=models.ForeignKey(Order, models.CASCADE, related_name="+"),
        who=models.ForeignKey(Account, models.CASCADE, related_name="+"),
        entry=models.ForeignKey(LedgerTransaction, models.CASCADE, related_name="+"),
    )
    assert schema.keys_out_of_aggregates([planted]) == [
        "trade_transition.who leaves the aggregate order to parties_account",
        "trade_transition.entry leaves the aggregate order to ledger_transaction",
    ]


def test_every_table_named_as_growing_exists() -> None:
    assert set(schema.AGGREGATE) - {m._meta.db_table for m in schema.our_models()} == set()


def test_every_module_of_django_has_its_place_in_the_layers() -> None:
    ours = {a.label for a in apps.get_app_configs() if a.name.startswith("tradewind.")}
    assert ours - set(schema.LEVEL) == {"ops", "config"}


def test_every_refusal_has_a_code_of_its_module_and_words(product: list[types.ModuleType]) -> None:
    assert product
    assert schema.wrong_refusals(schema.subclasses(Refusal)) == []


def test_wrong_refusals_are_caught() -> None:
    def plant(name: str, base: type[Refusal] = Conflict, **inside: object) -> type[Refusal]:
        made = types.new_class(name, (base,), exec_body=lambda ns: ns.update(inside))
        made.__module__ = "tradewind.trade.errors"
        return made

    no_code = plant("NoCode", reason="It is gone.")
    foreign = plant("Foreign", code="deals.gone", reason="It is gone.")
    silent = plant("Silent", code="trade.silent")
    twin = plant("Twin", code="trade.silent", reason="It is gone.", mend="go away")
    odd = plant("Odd", Refusal, code="trade.odd", reason="It is gone.")
    assert schema.wrong_refusals([no_code, foreign, silent, twin, odd]) == [
        "tradewind.trade.errors.NoCode has the code None, not trade.<what>",
        "tradewind.trade.errors.Foreign has the code 'deals.gone', not trade.<what>",
        "tradewind.trade.errors.Silent gives no reason in a sentence",
        "tradewind.trade.errors.Twin has the code trade.silent of Silent",
        "tradewind.trade.errors.Twin does not say in a sentence how to mend it",
        "tradewind.trade.errors.Odd is none of the five kinds",
    ]


def test_every_event_is_named_by_its_module(product: list[types.ModuleType]) -> None:
    assert product
    assert schema.wrong_events(schema.subclasses(Event)) == []


def test_wrongly_named_events_are_caught() -> None:
    class OrderPlanted(Event, frozen=True, kw_only=True):
        name: ClassVar[str] = "deals.OrderPlanted"

    OrderPlanted.__module__ = "tradewind.trade.events"
    assert schema.wrong_events([OrderPlanted]) == [
        "tradewind.trade.events.OrderPlanted is named 'deals.OrderPlanted', not trade.OrderPlanted"
    ]


def test_no_query_returns_a_row_of_the_database(product: list[types.ModuleType]) -> None:
    queries = [m for m in product if m.__name__.split(".")[2:3] == ["queries"]]
    assert len(queries) >= 3
    assert schema.leaky_queries(queries) == []


class Wrapped(NamedTuple):
    order: Order


Wrapped.__module__ = "tradewind.trade.types"


def test_a_query_that_returns_a_row_is_caught() -> None:
    module = types.ModuleType("planted")

    def rows() -> QuerySet[Order]: ...
    def inside() -> list[Order | None]: ...
    def wrapped() -> dict[int, Wrapped]: ...
    def silent(): ...
    def honest() -> list[int]: ...

    for function in (rows, inside, wrapped, silent, honest):
        function.__module__ = "planted"
        function.__globals__.setdefault("Wrapped", Wrapped)
        setattr(module, function.__name__, function)
    assert schema.leaky_queries([module]) == [
        "planted.rows returns QuerySet",
        "planted.inside returns Order",
        "planted.wrapped returns Order",
        "planted.silent does not say what it returns",
    ]
