"""axe-core on a page: what keeps somebody from using it, by the rules of WCAG 2.2 AA."""

from pathlib import Path

SOURCE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """([without, rules]) => axe.run(
  {include: [["html"]], exclude: without.filter((part) => document.querySelector(part)).map((part) => [part])},
  {runOnly: rules, resultTypes: ["violations"], preload: false})"""


def violations(page, only=(), without=()):
    """One line for each kind of violation of all rules, or of those named: rule, help, the first places.

    `without`: selectors of parts that were looked at on another page.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    rules = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": RULES}
    found = page.evaluate(RUN, [list(without), rules])["violations"]
    return [f"{v['id']}: {v['help']}: {[_place(node) for node in v['nodes'][:3]]}" for v in found]


def _place(node):
    return f"{node['html'][:140]} | {node.get('failureSummary', '')[:160]}"


def sideways(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
