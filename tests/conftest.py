"""One throw-away world per run: a real PostgreSQL in a temporary folder, migrated once, cloned for each worker.

Nothing here touches TRADEWIND_HOME or DATABASE_URL of the caller. With pytest-xdist the controller starts the server,
the workers clone their own databases out of one migrated template.
"""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from support.browser import browser, page, visitor  # noqa: F401
from support.database import clone, prepare_template, use_cloning_for_committed_tests
from support.site import site  # noqa: F401
from tradewind.ops import embedded

BASE = "TRADEWIND_TEST_BASE"


def pytest_configure(config):
    """Points the settings at this worker's own home and database before anything loads them."""
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    if worker == "main":
        os.environ[BASE] = tempfile.mkdtemp(prefix="tw-test-")
    base = Path(os.environ[BASE])
    base.chmod(0o755)  # root hands the database to an unprivileged user, who must pass
    home = base / worker
    home.mkdir(exist_ok=True)
    os.environ.update(
        TRADEWIND_HOME=str(home),
        DATABASE_URL=embedded.embedded_dsn(base, f"test_{worker}"),
        DJANGO_SETTINGS_MODULE="tradewind.config.settings",
        SECRET_KEY="only-for-tests-" + "x" * 32,
        DJANGO_ALLOW_ASYNC_UNSAFE="1",  # Playwright's synchronous interface runs on an event loop
    )
    for name in ("DEBUG", "DJANGO_DEBUG", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_BACKEND", "TRADEWIND_CURRENCY"):
        os.environ.pop(name, None)

    from django.conf import settings

    # The real hasher is slow on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Workers inherit the environment, and pytest-django would load the settings there before this hook has run.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_sessionstart(session):
    """The controller starts the server; it dies with the controller whatever happens."""
    config = session.config
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.test_server = embedded.acquire(Path(os.environ[BASE]), durable=False, tied=True)


def pytest_unconfigure(config):
    """Stops the server and deletes everything, after Ctrl-C too."""
    if hasattr(config, "workerinput") or BASE not in os.environ:
        return
    if server := getattr(config, "test_server", None):
        server.release()
    shutil.rmtree(os.environ.pop(BASE), ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """This worker's database: a clone of the migrated template."""
    from django.db import connections

    with django_db_blocker.unblock():
        prepare_template()
        clone()
        use_cloning_for_committed_tests()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def now():
    """A fixed moment: Wednesday 2026-06-17, 12:00 in Shanghai."""
    return datetime(2026, 6, 17, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def data_dir():
    """The folder with the real data sets; tests marked `data` use it."""
    folder = os.environ.get("TRADEWIND_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TRADEWIND_DATA does not name the folder with the real data sets")
    return Path(folder).resolve()


@pytest.fixture(autouse=True)
def _language_of_its_own():
    """A request leaves its language on the thread, as Django does; the next test starts without it."""
    yield
    translation.deactivate()
