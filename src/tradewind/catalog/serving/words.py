"""Words of a text, for search: Latin and other spaced scripts by word, Chinese by character and pair of characters.

No dictionary and no language guess: a pair of neighbouring characters stands for a word well enough to find listings,
and what was not foreseen (a new brand, a dialect) is found too. Pure text in, text for PostgreSQL out.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

MOST_TERMS = 32  # of a question; a longer one is cut
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_MOST_POSITION = 16_383  # PostgreSQL's limit
_LONGEST = 60


def _fold(text: str) -> str:
    """Width, case and accents do not matter: ＡBÇ becomes abc."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _is_han(run: str) -> bool:
    return "\u3040" <= run[0] <= "\ufaff" and not "\uac00" <= run[0] <= "\ud7af"


def _stem(word: str) -> str:
    """One English plural less, so that shoe finds shoes and the other way round."""
    word = word[:_LONGEST]
    if len(word) > 4 and word.isascii() and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" and word.isascii() else word


def _runs(text: str) -> list[str]:
    return _RUNS.findall(_fold(text))


def terms(text: str) -> list[str]:
    """All terms of a text in reading order: stemmed words, Chinese characters and pairs."""
    found: list[str] = []
    for run in _runs(text):
        if _is_han(run):
            found.extend(run)
            found.extend(a + b for a, b in pairwise(run))
        else:
            found.append(_stem(run))
    return found


def document(parts: Iterable[tuple[str, str]]) -> str:
    """The text of a `tsvector` for parts of `(text, weight A to D)`; the best weight of a term wins."""
    places: dict[str, str] = {}
    position = 0
    for text, weight in parts:
        for term in terms(text):
            position = min(position + 1, _MOST_POSITION)
            if term not in places or weight < places[term][-1]:
                places[term] = f"{position}{weight}"
    return " ".join(f"'{term}':{place}" for term, place in places.items())


def _han_question(run: str) -> list[str]:
    """All characters, and of every two neighbouring pairs one: 红色连衣裙 also finds 连衣裙 红色."""
    if len(run) == 1:
        return [f"'{run}'"]
    pairs = [f"'{a}{b}'" for a, b in pairwise(run)]
    if len(pairs) == 1:
        return pairs
    either = [f"({pairs[i]} | {pairs[min(i + 1, len(pairs) - 1)]})" for i in range(0, len(pairs), 2)]
    return [*(f"'{c}'" for c in dict.fromkeys(run)), *either]


def question(text: str) -> str:
    """The text of a `tsquery` that asks for all words of a search box; empty when there is nothing to look for.

    The last word, if it is not Chinese, may be unfinished.
    """
    runs = _runs(text[:200])
    asked: list[str] = []
    for n, run in enumerate(runs):
        if _is_han(run):
            asked += _han_question(run[:MOST_TERMS])
        else:
            asked.append(f"'{_stem(run)}'" + (":*" if n == len(runs) - 1 and len(run) > 1 else ""))
    return " & ".join(asked[:MOST_TERMS])
