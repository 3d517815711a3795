"""A person without a mouse: Tab and Shift+Tab, and at each stop the focus must be marked and in sight."""

SEEN = """
() => {
  const own = document.activeElement;
  if (!own || own === document.body) return "nothing has the focus";
  const said = own.outerHTML.slice(0, 160);
  const outlined = (node) => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  let marked = own;
  while (marked && !outlined(marked)) marked = marked.parentElement;
  if (!marked) return `the focus is not marked: ${said}`;
  const box = marked.getBoundingClientRect();
  const shown = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]].some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (marked.contains(top) || top.contains(marked));
  });
  return shown ? "" : `the focus is out of sight or covered: ${said}`;
}
"""


def sees_the_focus(page):
    """Fails when the focus is nowhere, without a mark, outside of the window or behind something."""
    wrong = page.evaluate(SEEN)
    assert not wrong, f"{page.url}: {wrong}"


def tab_to(page, target, key="Tab", most=60):
    """Presses Tab until `target` has the focus, which is in sight all the way."""
    passed = []
    for _ in range(most):
        page.keyboard.press(key)
        sees_the_focus(page)
        if target.evaluate("node => node === document.activeElement"):
            return
        passed.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    raise AssertionError(f"{page.url}: {most} times {key} do not reach {target}; passed:\n" + "\n".join(passed))


def type_into(page, target, text):
    """Tabs to a field and types."""
    tab_to(page, target)
    page.keyboard.type(text)
