"""Where things lie: TRADEWIND_HOME and the embedded server's address. No Django here."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote


def home() -> Path:
    """TRADEWIND_HOME, default `.tradewind` under the working directory; absolute."""
    return Path(os.environ.get("TRADEWIND_HOME", ".tradewind")).resolve()


def socket_dir(home_path: Path) -> Path:
    """The embedded server's socket lies here. A socket's path has at most 107 bytes: a deep home gets a short one."""
    near = home_path / "run"
    if len(str(near).encode()) <= 80:
        return near
    return Path(tempfile.gettempdir()) / f"tradewind-{hashlib.sha256(str(home_path).encode()).hexdigest()[:12]}"


def embedded_dsn(home_path: Path, database: str = "tradewind") -> str:
    """Connection URL of the embedded server of this home (over its private socket)."""
    return f"postgresql://tradewind@/{database}?host={quote(str(socket_dir(home_path)))}"
