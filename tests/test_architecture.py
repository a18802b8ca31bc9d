"""What holds for the whole package."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import advisor

SOURCE = Path(advisor.__file__).parent
MODULES = sorted(
    info.name
    for info in pkgutil.walk_packages([str(SOURCE)], "advisor.")
    if info.name != "advisor.__main__"
)
HEAVY = {"torch", "transformers", "sentence_transformers", "onnx", "sklearn", "pandas"}


def test_the_public_names_are_sorted_complete_and_exported() -> None:
    assert advisor.__all__ == sorted(advisor.__all__)
    imported = {
        alias.asname or alias.name
        for node in ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(advisor.__all__) == imported | {"__version__"}


def test_the_public_names_are_those_agreed() -> None:
    for name in "Advisor Answer Settings Turn answer Essay Passage Hit Citation SyncReport".split():
        assert name in advisor.__all__


def test_importing_does_nothing(tmp_path: Path) -> None:
    """No file, no network, no heavy library; Gradio in the page alone."""
    script = (
        "import sys, importlib, socket\n"
        "def refuse(*a, **k): raise SystemExit('network')\n"
        "socket.socket.connect = refuse\n"
        f"for name in {[m for m in MODULES if '.ui' not in m]!r}: importlib.import_module(name)\n"
        f"print(sorted(({HEAVY!r} | {{'gradio'}}) & set(sys.modules)))\n"
        "import advisor.ui\n"
        "print(sorted(({'torch', 'sentence_transformers'}) & set(sys.modules)))\n"
    )
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin", "ADVISOR_PORT": "not a port"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.split("\n")[:2] == ["[]", "[]"]
    assert list(tmp_path.iterdir()) == []


def test_the_asking_path_stays_light() -> None:
    """What ``advisor ask`` imports before it answers."""
    heavy = {"gradio", "torch", "langsmith"}
    script = f"import sys, advisor.cli; print(sorted({heavy!r} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_documented(module: str) -> None:
    path = SOURCE.joinpath(*module.split(".")[1:])
    file = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{module}.{node.name}"
