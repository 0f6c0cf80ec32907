"""A question starts without what only loading needs: each of these imports is a wait before the first line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.commands.application import GROUPS, application
from tests.support.warehouse_samples import records, source
from warehouse.processes import ROOT
from warehouse.store.store import Store

HEAVY = (
    *("pandas", "numpy", "pyarrow", "natasha", "pymorphy2", "navec", "yaml", "normalize.model"),
    *("warehouse.store.batch", "warehouse.corpus.corpus", "ingest.orders.load"),
)
QUESTION = (*HEAVY, "pydantic", "psutil", "rich.markdown", "ingest.commands.serving", "ingest.commands.loading")
COMMAND = """
import json, sys
from ingest.commands.application import application
try:
    application(sys.argv[1:])()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
CONFINED = """
import json, pickle, sys
from pathlib import Path
from warehouse.reading import confined
from warehouse.reading.queries import LIMITS
confined._answered(Path(sys.argv[1]), "SELECT count(*) FROM activities", LIMITS, sys.stdout.buffer)
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    with Store(folder / "curated").writer() as batch:
        batch.put(records(), source(folder))
        batch.commit()
    return folder / "curated"


def imported(code: str, *words: str) -> set[str]:
    """The modules that a Python of its own has imported when it has run the code."""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    return set(json.loads(done.stderr.decode().splitlines()[-1]))


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        pytest.param(
            ("--help",), (*HEAVY, "duckdb", "ingest.api", "parsers.model", "ingest.outputs.annotate"), id="help"
        ),
        pytest.param(("orders",), QUESTION, id="orders"),
        pytest.param(("findings", "--min-severity", "error"), QUESTION, id="findings"),
        pytest.param(("sql", "SELECT 1"), (*QUESTION, "duckdb"), id="sql, which another process runs"),
        pytest.param(("versions", "42"), set(QUESTION) - {"ingest.commands.loading"}, id="versions"),
        pytest.param(("next",), QUESTION, id="next"),
    ],
)
def test_a_question_starts_light(curated: Path, words: tuple[str, ...], unneeded: tuple[str, ...]) -> None:
    given = () if words == ("--help",) else ("--curated", str(curated))
    assert imported(COMMAND, *words, *given) & set(unneeded) == set()


def test_the_process_of_a_query_needs_duckdb_alone(curated: Path) -> None:
    modules = imported(CONFINED, str(curated))
    assert "duckdb" in modules
    assert modules & {*HEAVY, "typer", "rich", "psutil", "ingest"} == set()


def test_every_command_is_known_by_the_file_that_holds_it() -> None:
    """A command that is missing there still runs, but starts as slowly as all of them together."""
    for group, commands in GROUPS.items():
        app = application((commands[0],))
        alone = [one.name for one in (*app.registered_commands, *app.registered_groups)]
        assert sorted(filter(None, alone)) == sorted(commands), group


def test_the_page_of_help_lists_every_command_as_it_is() -> None:
    listed, whole = application(("--help",)), application()
    told = [(one.name, one.callback.__doc__) for one in whole.registered_commands if one.callback]
    assert [(one.name, one.callback.__doc__) for one in listed.registered_commands if one.callback] == told
    assert len(told) > 15
