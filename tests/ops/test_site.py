"""The fixtures that browser tests stand on."""

import pytest

from tradewind.parties.models import Account


@pytest.mark.browser
def test_what_is_written_through_the_site_is_there_for_its_processes(site):
    with site.database():
        Account.objects.create_user(email="browser-fixture@example.test", password="a long password")
    with site.database():
        assert Account.objects.filter(email="browser-fixture@example.test").exists()


def test_the_test_database_knows_nothing_of_it(db):
    assert not Account.objects.filter(email="browser-fixture@example.test").exists()


@pytest.mark.browser
def test_the_home_page_opens_without_a_complaint_in_both_languages(visitor):
    for path, language in (("/", "zh"), ("/en/", "en")):
        page = visitor("phone")
        assert page.goto(path).status == 200
        assert page.locator("html").get_attribute("lang").startswith(language)


@pytest.mark.browser
def test_a_complaint_of_the_browser_is_noticed(page):
    page.goto("/")
    page.evaluate("console.error('planted')")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(50)
    assert len(page.complaints) == 2
    assert "planted" in page.complaints[0] and "Content Security Policy" in page.complaints[1]
    page.complaints.clear()
