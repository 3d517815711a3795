"""What tests of the command line share: a migrated home and a way to say `tradewind ...` there."""

import os
import subprocess

import pytest

from tradewind.ops.supervisor import python

OURS = ("DATABASE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SANDBOX_URL", "TRADEWIND_UNSAFE_DATABASE")


def environment(home, **more):
    """The environment of a user who has set nothing but the home."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**clean, "TRADEWIND_HOME": str(home), **more}


@pytest.fixture(scope="session")
def tradewind():
    """`tradewind(home, "check", ...)`: runs a command to its end, as a user would."""

    def say(home, *words, stdin="", **more):
        return subprocess.run(
            python("tradewind.ops.main", *map(str, words)),
            env=environment(home, **more),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return say


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, tradewind):
    """A home whose embedded database has all tables; nothing runs there."""
    home = tmp_path_factory.mktemp("home")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)
    done = tradewind(home, "migrate", "--quiet")
    assert done.returncode == 0, done.stderr
    return home
