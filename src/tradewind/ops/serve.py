"""What `tradewind up` serves, and how: ports, environment, command lines. Plain values, no Django."""

import argparse
import errno
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tradewind.ops.errors import DemoNeedsDebug, PortBusy, WrongValue
from tradewind.ops.supervisor import Service, python

PACKAGE = Path(__file__).resolve().parent.parent
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - compared, not bound
TRUE = {"1", "true", "yes", "on"}
SANDBOX_STEP = 10  # the sandbox listens on the next port but nine
ADDRESS_WRONG = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL}


class Plan(NamedTuple):
    """One run of the marketplace."""

    home: Path
    host: str
    port: int
    sandbox_port: int | None
    demo: bool
    embed: bool
    environment: dict[str, str]
    services: list[Service]

    @property
    def address(self) -> str:
        """What to type into a browser on this machine."""
        return f"http://{bracketed(EVERYWHERE.get(self.host, self.host))}:{self.port}"


def plan(home: Path, args: argparse.Namespace, given: Mapping[str, str]) -> Plan:
    """The run that the command line and the environment ask for.

    Refuses `ops.wrong_value` for impossible numbers and `ops.demo_needs_debug` for a demo where it could do harm.
    """
    sandbox_port = None if args.no_sandbox or given.get("SANDBOX_URL") else args.port + SANDBOX_STEP
    if not 0 < args.port <= 65535 - (SANDBOX_STEP if sandbox_port else 0):
        raise WrongValue(what="--port", detail="a port is 1 to 65535, and the sandbox takes the one 10 above")
    if args.workers < 1:
        raise WrongValue(what="--workers", detail="there is at least one web server process")
    embed = not given.get("DATABASE_URL")
    environment = _environment(args, given, embed)
    near = EVERYWHERE.get(args.host, args.host)
    if sandbox_port is not None:
        environment["SANDBOX_URL"] = f"http://{bracketed(near)}:{sandbox_port}"
    environment.setdefault("SITE_URL", f"http://{bracketed(near)}:{args.port}")
    services = _services(home, args, sandbox_port, environment)
    return Plan(home, args.host, args.port, sandbox_port, args.demo, embed, environment, services)


def _environment(args: argparse.Namespace, given: Mapping[str, str], embed: bool) -> dict[str, str]:
    """The children's environment: ours, DEBUG for a demo, and the hosts that this machine itself calls."""
    environment = dict(given)
    debug = given.get("DEBUG", "").strip().lower()
    if args.demo and "DEBUG" in given and debug not in TRUE:
        raise DemoNeedsDebug(why="with DEBUG off")
    if args.demo and not embed and debug not in TRUE:
        raise DemoNeedsDebug(why="in the database of DATABASE_URL")
    if args.demo:
        environment["DEBUG"] = "1"
    hosts = [host for host in given.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        hosts = ["localhost", "127.0.0.1", "[::1]"]
        if args.host in EVERYWHERE and environment.get("DEBUG", "").strip().lower() in TRUE:
            hosts = ["*"]
    near = bracketed(EVERYWHERE.get(args.host, args.host))
    environment["ALLOWED_HOSTS"] = ",".join(dict.fromkeys([*hosts, near]))
    environment.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
    environment.setdefault("PYTHONUNBUFFERED", "1")
    environment.setdefault("MALLOC_ARENA_MAX", "2")  # glibc's arenas for each thread would double the memory
    return environment


def _services(
    home: Path, args: argparse.Namespace, sandbox_port: int | None, environment: Mapping[str, str]
) -> list[Service]:
    """What runs, in the order of starting."""
    services = [
        Service("web", web_command(home, args.host, args.port, args.workers, environment)),
        Service("worker", python("tradewind.ops.main", "worker")),
    ]
    if sandbox_port is not None:
        hook = f"http://{bracketed(EVERYWHERE.get(args.host, args.host))}:{args.port}/api/v1/webhooks/payments/sandbox"
        words = ["--home", str(home / "sandbox"), "--host", args.host, "--port", str(sandbox_port), "--webhook", hook]
        # What shoppers' browsers call it, where that is not what this machine calls it (a demo on 0.0.0.0).
        for variable, word in (("SANDBOX_PUBLIC_URL", "--public-url"), ("SANDBOX_FAULTS", "--faults")):
            if value := environment.get(variable):
                words += [word, value]
        services.insert(0, Service("sandbox", python("tradewind_sandbox", *words)))
    return services


def web_command(home: Path, host: str, port: int, workers: int, environment: Mapping[str, str]) -> list[str]:
    """Granian's command line. It serves static files and media itself, without Python."""
    media = home / "media"
    media.mkdir(parents=True, exist_ok=True)
    words = ["--interface", "wsgi", "--host", host or "0.0.0.0", "--port", str(port)]  # noqa: S104 - asked for
    words += ["--workers", str(workers), "--blocking-threads", environment.get("TRADEWIND_THREADS", "4")]
    words += ["--workers-kill-timeout", "10", "--respawn-failed-workers", "--respawn-interval", "1"]
    words += ["--http", "1", "--no-ws", "--log-level", environment.get("TRADEWIND_LOG_LEVEL", "warning")]
    words += ["--static-path-route", "/static", "--static-path-mount", str(PACKAGE / "web" / "static")]
    words += ["--static-path-route", "/media", "--static-path-mount", str(media)]
    return python("tradewind.ops.web", *words, "tradewind.config.wsgi:application")


def check_ports(run: Plan) -> None:
    """Refuses `ops.port_busy` and, for a host that is not this machine, `ops.wrong_value`, before anything starts."""
    family = socket.AF_INET6 if ":" in run.host else socket.AF_INET
    for part, port in (("marketplace", run.port), ("sandbox", run.sandbox_port)):
        if port is None:
            continue
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((run.host, port))
            except OSError as wrong:
                if isinstance(wrong, socket.gaierror) or wrong.errno in ADDRESS_WRONG:
                    raise WrongValue(what="--host", detail=f"{run.host} is no address of this machine") from wrong
                detail = os.strerror(wrong.errno or 0).lower()
                raise PortBusy(host=run.host, port=port, part=part, detail=detail) from wrong


def status_of_home(run: Plan) -> int | None:
    """HTTP status of the home page; None while nobody answers. By hand: an HTTP client would cost memory."""
    host = EVERYWHERE.get(run.host, run.host)
    request = f"GET / HTTP/1.1\r\nHost: {bracketed(host)}:{run.port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, run.port), timeout=20.0) as link:
            link.sendall(request.encode())
            line = link.makefile("rb").readline().split()
    except OSError:
        return None
    return int(line[1]) if len(line) > 1 and line[1].isdigit() else None


def welcome(run: Plan, result: Mapping[str, Any]) -> list[str]:
    """What is printed when the marketplace answers."""
    lines = ["", f"Tradewind is open: {run.address}"]
    if token := result.get("setup_token"):
        lines.append(f"No operator yet. Make the first one here, once: {run.address}/setup/?token={token}")
    if result.get("sign_ins"):
        lines.append("Sign-ins of the demo (known to everybody, refused without DEBUG):")
        lines += [f"  {role:<9} {email}  {password}" for role, email, password in result["sign_ins"]]
    if run.sandbox_port is not None:
        lines.append("Payments go to the sandbox; no real money moves.")
    return [*lines, "Ctrl-C stops it.", ""]


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host
