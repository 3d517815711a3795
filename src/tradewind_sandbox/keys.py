"""The merchant's key file: made once, readable by its owner only."""

import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple

NAME = "merchant.key"


class Keys(NamedTuple):
    """Who the merchant is, the key of the API, the secret that notifications are signed with."""

    merchant: str
    api_key: str
    webhook_secret: str


def keys(home: Path) -> Keys:
    """Reads the key file of `home`; makes it at the first start (of two starts at once, one file wins)."""
    path = home / NAME
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = Keys(
            f"m_{secrets.token_hex(8)}", f"sk_{secrets.token_urlsafe(32)}", f"whsec_{secrets.token_urlsafe(32)}"
        )
        draft = home / f"{NAME}.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(fresh._asdict(), file)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another start was faster: its keys count
        finally:
            draft.unlink()
    return Keys(**json.loads(path.read_text()))
