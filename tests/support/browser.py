"""A real browser: Debian's Chromium or Playwright's own, driven headless. Errors in its console fail the test."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}


def chromium() -> str | None:
    """Path of the system's Chromium or Chrome; None when only Playwright's own could be there."""
    given = os.environ.get("TRADEWIND_CHROMIUM", "")
    names = [given] if given else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium per worker."""
    with sync_playwright() as playwright:
        path = chromium()
        if path is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("no browser: install Debian's package chromium, or set TRADEWIND_CHROMIUM")
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser, site):
    """`visitor(width="phone", language="zh-CN")`: a new page with its own cookies. Its complaints fail the test."""
    contexts, complaints = [], []

    def come(width: str = "desk", language: str = "zh-CN", scheme: str = "light", **more):
        x, y = WIDTHS[width]
        context = browser.new_context(
            base_url=site.url, viewport={"width": x, "height": y}, locale=language, color_scheme=scheme, **more
        )
        context.set_default_timeout(30_000)  # time never decides: only what does not come at all fails
        contexts.append(context)
        fresh = context.new_page()
        fresh.complaints = complaints  # a test that expects one removes it
        fresh.on("console", lambda m: complaints.append(f"{m.text} ({m.location})") if m.type == "error" else None)
        fresh.on("pageerror", lambda wrong: complaints.append(str(wrong)))
        return fresh

    yield come
    for context in contexts:
        try:
            context.close()
        except Error:  # the browser is gone already; the test has said why
            continue
    assert not complaints, "the browser's console complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(visitor):
    """A page at desk width, in Chinese."""
    return visitor()
