"""No template asks for what the content policy refuses; every rule is seen to catch a planted break."""

from pathlib import Path

import pytest

from shape.source import Break
from shape.templates import breaks


def test_templates_keep_the_content_policy() -> None:
    assert breaks() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>alert(1)</script>", ["an inline script"]),
        ('<script src="/static/app.js"></script>', []),
        ('<script type="application/json" id="data">{}</script>', []),
        ("<style>a{}</style>", ["an inline style sheet"]),
        ('<p style="color:red">', ["a style attribute"]),
        ('<p data-style="x">', []),
        ('<a\n  onclick="go()">', ["an event handler attribute"]),
        ('<a href="javascript:go()">', ["a javascript: address"]),
        ("{{ text | safe }}", ["text printed without escaping"]),
        ("{% autoescape false %}", ["escaping switched off"]),
        ('<img src="https://cdn.example/x.png">', ["a file from another origin"]),
        ("{# <script>in a comment</script> #}", []),
    ],
)
def test_a_planted_break_is_caught(text: str, said: list[str], tmp_path: Path) -> None:
    (tmp_path / "planted.html").write_text(text)
    assert breaks(tmp_path) == [Break("planted.html", 1, words) for words in said]
