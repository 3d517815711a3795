"""The contracts of .importlinter: kept by the tree, each broken by one planted import."""

import sys
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import grimp
import pytest
from importlinter import Contract, configuration
from importlinter.application import use_cases
from importlinter.domain.contract import registry

from shape.source import ROOT

configuration.configure()


@pytest.fixture(scope="module")
def options() -> Any:
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))  # as `lint-imports` does, to find our own contract
    found = use_cases.read_user_options(str(ROOT / ".importlinter"))
    use_cases._register_contract_types(found)
    return found


@pytest.fixture(scope="module")
def graph(options: Any) -> Iterator[grimp.ImportGraph]:
    packages = options.session_options["root_packages"]
    yield grimp.build_graph(*packages, include_external_packages=True, cache_dir=None)


def contract(options: Any, id_: str) -> Contract:
    chosen = next(o for o in options.contracts_options if o["id"] == id_)
    made: Contract = registry.get_contract_class(chosen["type"])(chosen["name"], options.session_options, chosen)
    return made


def kept(options: Any, id_: str, graph: grimp.ImportGraph) -> bool:
    return contract(options, id_).check(deepcopy(graph), verbose=False).kept


# contract -> imports, each of which alone breaks it.
PLANTS: dict[str, list[tuple[str, str]]] = {
    "layers": [
        ("tradewind.catalog.queries", "tradewind.deals.queries"),  # upwards
        ("tradewind.deals.queries", "tradewind.logistics.queries"),  # sideways
        ("tradewind.web.storefront", "tradewind.api.urls"),  # interfaces do not know each other
        ("tradewind.trade.queries", "tradewind.subscriptions"),
    ],
    "circles": [
        ("tradewind.parties.queries", "tradewind.catalog.queries"),
    ],
    "file_circles": [("tradewind.kernel.errors", "tradewind.kernel.idempotency")],
    "public": [
        ("tradewind.trade.actions.place_order", "tradewind.catalog.models"),
        ("tradewind.trade.actions.place_order", "tradewind.deals.engine.price"),
        ("tradewind.web.urls", "tradewind.trade.states_of_another_kind"),
        ("tradewind.parties.queries", "tradewind.kernel.models"),
    ],
    "engines": [
        ("tradewind.deals.engine.planted", "django.db"),
        ("tradewind.deals.engine.planted", "psycopg"),
        ("tradewind.deals.engine.planted", "random"),
        ("tradewind.deals.engine.planted", "tradewind.deals.models"),
        (
            "tradewind.deals.engine.planted",
            "tradewind.kernel.decisions",
        ),  # reaches Django behind a name that sounds pure
    ],
    "serving": [
        ("tradewind.deals.serving.planted", "django.utils.text"),
        ("tradewind.deals.serving.planted", "tradewind.kernel.locks"),  # locks use Django's connection
    ],
    "interfaces": [
        ("tradewind.web.storefront.views", "tradewind.trade.models"),
        ("tradewind.api.urls", "tradewind.deals.engine.planted"),
    ],
    "kernel": [("tradewind.kernel.money", "tradewind.parties.types")],
    "sandbox": [
        ("tradewind_sandbox.server", "tradewind.kernel.money"),
        ("tradewind.payments.methods.sandbox", "tradewind_sandbox.server"),
    ],
    "sandbox_alone": [("tradewind_sandbox.server", "django")],
}


def test_every_contract_is_kept(options: Any, graph: grimp.ImportGraph) -> None:
    broken = [o["id"] for o in options.contracts_options if not kept(options, o["id"], graph)]
    assert broken == []


def test_every_contract_has_a_plant(options: Any) -> None:
    of_tables = {"tables"}  # its plants are tables, see the next test
    assert {o["id"] for o in options.contracts_options} == set(PLANTS) | of_tables


@pytest.mark.parametrize(("id_", "plant"), [(id_, plant) for id_, plants in PLANTS.items() for plant in plants])
def test_a_planted_import_breaks_the_contract(
    options: Any, graph: grimp.ImportGraph, id_: str, plant: tuple[str, str]
) -> None:
    planted = deepcopy(graph)
    _plant(planted, *plant)
    assert not kept(options, id_, planted)


def test_a_planted_foreign_key_breaks_the_contract_of_tables(
    options: Any, graph: grimp.ImportGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = contract(options, "tables")
    assert checker.check(graph, verbose=False).kept
    schema = sys.modules["tests.shape.schema"]
    monkeypatch.setattr(schema, "LEVEL", {**schema.LEVEL, "parties": 99})
    found = checker.check(graph, verbose=False)
    assert not found.kept
    assert "Listing.shop points from catalog up to parties" in found.metadata["breaks"]


def test_a_module_without_a_place_in_the_layers_is_noticed(options: Any, graph: grimp.ImportGraph) -> None:
    planted = deepcopy(graph)
    planted.add_module("tradewind.somewhere")
    assert not kept(options, "layers", planted)


def _plant(graph: grimp.ImportGraph, importer: str, imported: str) -> None:
    for module in (importer, imported):
        if module.startswith("tradewind"):
            _add(graph, module)
        elif module.partition(".")[0] not in graph.modules:
            graph.add_module(module.partition(".")[0], is_squashed=True)
    target = imported if imported.startswith("tradewind") else imported.partition(".")[0]
    graph.add_import(importer=importer, imported=target, line_number=1, line_contents=f"import {imported}")


def _add(graph: grimp.ImportGraph, module: str) -> None:
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        if (name := ".".join(parts[:end])) not in graph.modules:
            graph.add_module(name)
