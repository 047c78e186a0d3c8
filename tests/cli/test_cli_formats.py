"""What `pincite formats` lists."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pincite.indexer.sources import formats

if TYPE_CHECKING:
    import pytest
    from running import Run


def test_every_format_is_ready_or_names_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats.Format, "missing", property(lambda each: each.needs))
    outcome = run("formats")
    assert (outcome.status, outcome.err) == (0, "")
    lines = {line.split("  ")[0]: line for line in outcome.out.splitlines()}
    assert list(lines) == [each.name for each in formats.FORMATS]
    for each in formats.FORMATS:
        assert " ".join(each.suffixes) in lines[each.name]
        state = f"pip install 'pincite[{each.extra}]'" if each.extra else "ready"
        assert lines[each.name].endswith(f"  {state}")


def test_json(run: Run) -> None:
    listed = json.loads(run("formats", "--json").out)["formats"]
    pdf = next(each for each in listed if each["name"] == "PDF")
    assert pdf == {
        "name": "PDF",
        "suffixes": [".pdf"],
        "extra": "pdf",
        "ready": True,
        "install": "pip install 'pincite[pdf]'",
    }


def test_every_extra_can_be_installed() -> None:
    """The package's own metadata has each extra, and what each format needs of it."""
    from importlib.metadata import requires

    required = [re.sub(r"[-_]+", "_", line.lower()) for line in requires("pincite") or ()]
    for each in formats.FORMATS:
        for need in each.needs:
            assert any(
                line.startswith(need) and f'extra == "{each.extra}"' in line for line in required
            ), f"{each.name} needs {need}"


def test_columns_are_aligned(run: Run) -> None:
    lines = run("formats").out.splitlines()
    assert len({line.index("  .") for line in lines if "  ." in line}) == 1
