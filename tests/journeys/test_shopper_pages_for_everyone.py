"""Every page that shoppers see, on a phone and at a desk, light and dark, in both languages: nothing that axe finds,
nothing wider than the window. axe reads each page in Chinese on a phone, light and dark, and in English at a desk; what
stands around every page it reads once.

With TRADEWIND_SHOTS=DIR each page is photographed too.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
FRAME = (".topbar", "footer", ".bottombar")
LIGHT = {"light": ()}
DARK = {"dark": ("color-contrast", "link-in-text-block")}  # all that another colour scheme can break


@pytest.fixture(scope="module")
def world(site):
    """A small marketplace with something on every page."""
    from support.windows import windows

    with site.database():
        return windows(datetime.now(UTC), "windows-")


@pytest.fixture
def people(world, site, visitor):
    """A page for each who looks: a guest with a cart, a member with orders, a newcomer with nothing."""
    from support.offices import come_in

    found = {
        who: visitor("phone", reduced_motion="reduce", service_workers="block")
        for who in ("guest", "member", "newcomer")
    }
    for who, account in world.people.items():
        come_in(found[who], site, account)
    for listing, choice in (("tea", {"o0": "0", "quantity": "2"}), ("cup", {"quantity": "1"})):
        path = f"{site.url}/p/{world.known[listing]}/add"
        assert found["guest"].context.request.post(path, form=choice, headers=SAME_ORIGIN).ok
    found["drawn"] = found["guest"]
    return found


def test_no_page_is_forgotten():
    from support.windows import PAGES, page_templates

    assert {template for template, _, _ in PAGES} == page_templates()


@pytest.mark.parametrize(
    ("language", "width", "schemes"), [("", "phone", LIGHT | DARK), ("/en", "desk", LIGHT)], ids=["phone", "desk"]
)
def test_every_page_is_for_everyone(world, people, language, width, schemes):
    from support.windows import PAGES

    problems = []
    for number, (template, who, path) in enumerate(PAGES):
        page = people[who]
        name = f"{number:02}-{Path(template).stem}-{who}"
        problems += [f"{name}: {wrong}" for wrong in come_to(page, template, language + path.format(**world.known))]
        problems += [
            f"{name}: {wrong}"
            for wrong in look_at(page, width, schemes, FRAME if number else (), f"{name}-{'en' if language else 'zh'}")
        ]
    for page in people.values():
        page.complaints.clear()  # the browser notes the status of what is refused

    assert not problems, "\n".join(problems)


def come_to(page, template, path):
    """Opens the page; a page without an address is drawn and given under its template's name."""
    from support.windows import drawn

    if path in ("", "/en"):
        path = f"{path}/drawn/{template}"
        page.route(f"**{path}", lambda route: route.fulfill(body=drawn(template, path), content_type="text/html"))
    status = page.goto(path).status
    if status != (404 if template == "shared/refusal.html" else 200):
        yield f"answered {status}"


def look_at(page, width, schemes, without, name):
    """What is wrong with the page at this width; every page fits into a phone, too."""
    from support.axe import sideways, violations
    from support.browser import WIDTHS

    for kind in dict.fromkeys(("phone", width)):
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[kind], strict=True)))
        if wide := sideways(page):
            yield f"{kind}: {wide} px too wide"
    for scheme, rules in schemes.items():
        page.emulate_media(color_scheme=scheme)
        yield from (f"{width}, {scheme}: {found}" for found in violations(page, rules, without))
        if folder := os.environ.get("TRADEWIND_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png", full_page=True)
