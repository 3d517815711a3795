"""Prices of baskets: how fast, how often proven, the same as trying everything, and against the rules of others."""

import gc
import time
from statistics import median

from tests.support.deals import baskets as small
from tests.support.deals import brute

from bench.baskets import basket
from bench.machine import say
from bench.rules import RULES, Table
from tradewind.deals.engine.board import Board
from tradewind.deals.engine.checks import check
from tradewind.deals.engine.price import price_basket
from tradewind.deals.engine.search import best

SHOPS, ROUNDS = 3, 5


def measure():
    """Times are CPU time of this process, garbage collection running; the median of five rounds counts."""
    result = {}
    for lines, offers, count in ((5, 20, 1_000), (20, 60, 300)):
        say(f"prices of {count} baskets of {lines} lines with {offers} offers")
        questions = [basket(seed, lines, offers, SHOPS) for seed in range(count)]
        result[f"{lines} lines, {offers} offers"] = {
            "baskets": count,
            "sheet": timed(price_basket, questions),
            "payable_alone": timed(payable, questions),
            **quality(questions),
            "shopper_pays_less_than_with": {rule.__name__: compared(rule, questions[:200]) for rule in RULES},
        }
    say("the same prices by trying everything")
    result["brute_force"] = against_brute_force(500)
    return result


def payable(question):
    """The proven price without the sheet: no shares, no sentences, no outcomes."""
    check(question)
    return best(Board(question)).carried.payable


def timed(price, questions):
    """Quotes a second, and milliseconds of single quotes."""
    for question in questions[:50]:
        price(question)
    gc.collect()
    gc.freeze()
    rounds = [_round(price, questions) for _ in range(ROUNDS)]
    gc.unfreeze()
    return {name: round(median(one[name] for one in rounds), 3) for name in rounds[0]}


def _round(price, questions):
    spent = []
    for question in questions:
        began = time.process_time_ns()
        price(question)
        spent.append((time.process_time_ns() - began) / 1e6)
    spent.sort()
    return {
        "per_s": 1_000 * len(spent) / sum(spent),
        "p50_ms": spent[len(spent) // 2],
        "p99_ms": spent[len(spent) * 99 // 100],
        "most_ms": spent[-1],
    }


def quality(questions):
    """How many prices are proven to be the lowest, and how far the others may be from it."""
    sheets = [price_basket(question) for question in questions]
    gaps = [1 - sheet.bound / sheet.payable for sheet in sheets if not sheet.optimal]
    return {
        "proven_percent": round(100 * sum(sheet.optimal for sheet in sheets) / len(sheets), 2),
        "widest_gap_percent": round(100 * max(gaps, default=0), 2),
        "nodes": {"median": median(sheet.nodes for sheet in sheets), "most": max(sheet.nodes for sheet in sheets)},
    }


def compared(rule, questions):
    """In how many of a hundred baskets the shopper pays less, and by how many percent in those."""
    saved, dearer = [], 0
    for question in questions:
        ours, theirs = price_basket(question).payable, rule(Table(question))
        dearer += ours > theirs
        if ours < theirs:
            saved.append(100 * (theirs - ours) / theirs)
    saved.sort()
    return {
        "of_100_baskets": round(100 * len(saved) / len(questions), 1),
        "median_percent": round(median(saved), 2) if saved else 0,
        "p95_percent": round(saved[len(saved) * 95 // 100], 2) if saved else 0,
        "pays_more": dearer,
    }


def against_brute_force(count):
    """Small baskets with offers of every kind, priced by trying every combination."""
    questions = [small.question(seed, 5, 7) for seed in range(count)]
    same = sum(price_basket(question).payable == brute.lowest(question) for question in questions)
    return {"baskets": count, "same_percent": round(100 * same / count, 2)}
