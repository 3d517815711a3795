"""Templates compiled once for each language: what cannot change at run time is written into the compiled template.

A translation, an icon, the address of a named page or of a static file depends on its constant arguments and on the
language only. `Folding` replaces such calls in the parsed template by their result, and drops branches that can never
be taken. `Environments` keeps one environment per language and hands out the template of the active one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

Fold = Mapping[str, Callable[..., Any]]


class Folding(NodeTransformer):
    """Replaces calls of `calls` with constant arguments, and attributes `page.x` named in `facts`."""

    def __init__(self, calls: Fold, facts: Mapping[str, Any]) -> None:
        self.calls, self.facts = calls, facts

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """A call by name with nothing but constants."""
        self.generic_visit(node)
        called, given = node.node, [a for a in node.args if isinstance(a, nodes.Const)]
        if not isinstance(called, nodes.Name) or called.name not in self.calls or len(given) < len(node.args):
            return node
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        return nodes.Const(self.calls[called.name](*(a.value for a in given)), lineno=node.lineno)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        """`page.en`, `page.prefix`: known once the language is."""
        self.generic_visit(node)
        known = isinstance(node.node, nodes.Name) and node.node.name == "page" and node.attr in self.facts
        return nodes.Const(self.facts[node.attr], lineno=node.lineno) if known else node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        """`a if page.en else b`."""
        self.generic_visit(node)
        if not isinstance(node.test, nodes.Const) or node.expr2 is None:
            return node
        return node.expr1 if node.test.value else node.expr2


class LanguageEnvironment(Environment):
    """The environment of one language."""

    folding: Folding

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        folded: nodes.Template = self.folding.visit(tree)
        folded.set_environment(self)
        return folded


class Environments(Environment):
    """Looks like one environment to Django; every template comes from that of the active language."""

    def __init__(self, make: Callable[[str], LanguageEnvironment], languages: list[str]) -> None:
        super().__init__(autoescape=True)
        self.each = {language: make(language) for language in languages}
        self.default = languages[0]

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:
        """The template compiled for the active language."""
        return self.each.get(translation.get_language() or "", self.each[self.default]).get_template(name)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """As `get_template`, for a text."""
        return self.each.get(translation.get_language() or "", self.each[self.default]).from_string(source)


def translated(text: str) -> Markup:
    """A translation as templates print it (msgids and translations are ours, so they are markup)."""
    return Markup(translation.gettext(text)) % {}  # noqa: S704
