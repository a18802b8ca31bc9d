"""The documents do not drift: README blocks run, its tables and lists are what the code says."""

import re
import tomllib
from pathlib import Path

import pytest
import typer
from conftest import REPOSITORY

import advisor
from advisor import Settings
from advisor.cli import app
from advisor.linting import findings, vocabulary
from advisor.loading import documents

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.S)
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("block", PYTHON, ids=range(len(PYTHON)))
def test_readme_python_runs(
    block: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path_factory.getbasetemp() / "readme-index"  # one for all blocks, as for a reader
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("ADVISOR_INDEX_DIR", str(index))
    advisor.answer("What is +Internet?")
    exec(compile(block, "README.md", "exec"), {})


def test_the_example_for_curators_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    [block] = re.findall(r"```python\n(.*?)```", read(REPOSITORY / "docs" / "essays.md"), re.S)
    exec(compile(block, "docs/essays.md", "exec"), {})
    assert "[1]" in capsys.readouterr().out


def test_the_example_for_curators_keeps_the_rules_of_the_shipped_corpus() -> None:
    page = read(REPOSITORY / "docs" / "essays.md")
    [essay] = re.findall(r"```markdown\n(.*?)```", page, re.S)
    known = vocabulary(read(REPOSITORY / "corpus" / "README.md"))
    assert known is not None
    assert findings(essay, "laundry.md", "laundry", ids=(), known=known) == []


def test_the_settings_table_is_complete_and_true() -> None:
    rows = re.findall(r"^\| `ADVISOR_(\w+)` \| (.+?) \| (.+) \|$", README, re.M)
    assert [name.lower() for name, _, _ in rows] == list(Settings.fields())
    for name, default, meaning in rows:
        field = Settings.model_fields[name.lower()]
        assert meaning == field.description
        if field.default_factory is None:
            assert default == (f"`{field.default}`" if field.default != "" else "empty")


def test_the_commands_are_those_of_the_help() -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    listed = re.findall(r"^advisor (\w+) +(\S.*\.)$", README, re.M)
    assert listed == [(name, one.help) for name, one in command.commands.items()]
    for name, one in command.commands.items():
        options = {option for parameter in one.params for option in parameter.opts}
        assert ("--json" in options) == (name != "serve")


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_one_version_everywhere() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.M)
    assert newest is not None
    assert newest[1] == advisor.__version__ == PROJECT["project"]["version"]


def test_the_constraints_pin_every_dependency_and_name_no_registry() -> None:
    text = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==\S+$", text, re.M))
    assert "torch==2.13.0\n" in text
    assert "://" not in text
    assert not re.search(r"^[^#\w]", text, re.M)
    wanted = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    ]
    names = {re.split(r"[<>=\[ ]", one)[0] for one in wanted}
    assert {n.lower().replace("_", "-") for n in names} <= {
        n.lower().replace("_", "-") for n in pinned
    }


def test_the_shipped_corpus_has_essays_and_the_curators_page_is_none() -> None:
    found = documents(REPOSITORY / "corpus").ids
    assert "01-internet-plus-vs-plus-internet" in found.values()
    assert not any("README" in path for path in found)


def test_no_document_names_a_path_of_a_machine() -> None:
    pages = [p for p in REPOSITORY.glob("**/*.md") if ".venv" not in p.parts]
    assert not [p for p in pages if re.search(r"(?<![\w.])/(?:home|root|Users)/", read(p))]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
