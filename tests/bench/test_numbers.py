"""What the measurements read out of other programs' words."""

from bench.machine import part_of
from bench.pages import medians, numbers

PGBENCH = """\
transaction type: <builtin: select only>
scaling factor: 5
number of transactions actually processed: 181346
latency average = 0.220 ms
initial connection time = 13.131 ms
tps = 36342.715013 (without initial connection time)
"""


def test_pgbench_is_read_by_the_names_that_it_prints():
    assert numbers(PGBENCH) == {"latency average": 0.22, "initial connection time": 13.131, "tps": 36342.715013}


def test_each_number_has_its_own_median():
    rounds = [{"a": 1.0, "b": 9.0}, {"a": 3.0, "b": 7.0}, {"a": 2.0, "b": 8.12345}]
    assert medians(rounds) == {"a": 2.0, "b": 8.123}


def test_a_process_belongs_to_the_part_that_its_command_names():
    named = {
        "python -m tradewind.ops.main up --demo --port 8790": "supervisor",
        "python -m tradewind.ops.main worker": "worker",
        "python -m tradewind_sandbox --home x --webhook http://127.0.0.1/up ": "sandbox",
        "python -m tradewind.ops.web --interface wsgi --workers 2": "web",
        "postgres: checkpointer ": "database",
        "/opt/pginstall18/bin/postgres -D /home/up worker": "database",
    }
    assert {command: part_of(command) for command in named} == named
