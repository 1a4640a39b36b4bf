"""What changed between two releases is told: nothing, and each sort of change, from folder, file and revision."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA
from test_tables import spoil

import tone
from tone.differences import Action, Change, compare
from tone.kb import KnowledgeBase

MINI = DATA / "mini"


def changes(old: KnowledgeBase, folder: Path) -> list[tuple[str, Action, str]]:
    return [(one.part, one.action, one.name) for one in compare(old, tone.load(folder)).changes]


def test_a_release_does_not_differ_from_itself(mini: KnowledgeBase, tmp_path: Path) -> None:
    assert compare(mini, tone.load(MINI)).changes == ()
    exported = mini.export(tmp_path / "mini.ttl")
    assert compare(mini, tone.load(exported)).changes == ()
    assert compare(mini, mini).to_markdown().endswith("\n\nNothing changed.\n")


def test_a_changed_definition_is_told_field_by_field(mini: KnowledgeBase, mini_folder: Path) -> None:
    spoil(mini_folder, "emotions", "Envy that guards a bond", "Envy that watches a bond")
    [change] = compare(mini, tone.load(mini_folder)).changes
    assert (change.part, change.action, change.name) == ("emotion", Action.CHANGED, "Jealousy")
    [detail] = change.details
    assert detail.field == "definition"
    assert detail.old.startswith("Envy that guards")
    assert str(detail).count(" -> Envy that watches") == 1


def test_added_removed_and_deprecated_things_are_told(mini: KnowledgeBase, mini_folder: Path) -> None:
    entries = mini_folder / "vocab" / "entries.tsv"
    lines = entries.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("angriness\t")]
    entries.write_text("".join(kept), "utf-8")
    links = mini_folder / "vocab" / "links.tsv"
    text = links.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("opposite_of\tjoy\tsadness"))
    links.write_text(text.replace(row, row.replace("\taccepted\t", "\tdeprecated\t")), "utf-8")
    assert changes(mini, mini_folder) == [
        ("entry", Action.REMOVED, "angriness (noun) anger"),
        ("link", Action.DEPRECATED, "joy opposite_of sadness"),
    ]
    back = compare(tone.load(mini_folder), mini).changes
    assert [(one.action, one.name) for one in back] == [
        (Action.ADDED, "angriness (noun) anger"),
        (Action.CHANGED, "joy opposite_of sadness"),
    ]


def test_a_changed_schema_is_told(mini: KnowledgeBase, mini_folder: Path) -> None:
    (mini_folder / "ontology").mkdir()
    schema = tone.resources.find_data(environ={}).schema.read_text("utf-8")
    (mini_folder / "ontology" / "core.ttl").write_text(
        schema.replace('"How deep the emotion stands', '"How far down the emotion stands')
    )
    [change] = compare(mini, tone.load(mini_folder)).changes
    assert (change.part, change.name, len(change.details)) == ("schema", "tone:tier", 2)


def test_markdown_counts_and_lists(mini: KnowledgeBase, mini_folder: Path) -> None:
    spoil(mini_folder, "emotions", "Envy that guards a bond", "Envy that guards *a* bond")
    text = compare(mini, tone.load(mini_folder)).to_markdown()
    assert "| emotion | 0 | 0 | 0 | 1 |" in text
    assert "## Emotion: changed\n\n- Jealousy\n  - definition: " in text
    assert "\\*a\\*" in text


def test_changes_are_plain_data() -> None:
    assert Change("link", Action.ADDED, "x").to_dict() == {
        "part": "link",
        "action": "added",
        "name": "x",
        "details": [],
    }


def test_the_command_tells_by_its_exit_code(run: Callable[..., object], mini_folder: Path) -> None:
    same = run("diff", str(MINI), str(mini_folder))
    assert (same.code, same.err) == (0, "0 differences\n")
    spoil(mini_folder, "emotions", "Envy that guards a bond", "Envy that watches a bond")
    done = run("diff", str(MINI), str(mini_folder), "--format", "tsv")
    assert done.code == 1
    assert done.out.splitlines()[1].startswith("emotion\tchanged\tJealousy\tdefinition: Envy that guards")
    assert done.err == "1 differences: 1 emotion changed\n"
    found = json.loads(run("diff", str(MINI), str(mini_folder), "--format", "json").out)
    assert found["changes"][0]["details"][0]["field"] == "definition"
    assert run("diff", str(MINI), str(mini_folder), "--part", "link").code == 0
    assert run("diff", str(MINI), str(mini_folder), "--summary", "--format", "tsv").out.endswith(
        "emotion\tchanged\t1\n"
    )
    assert run("diff", str(MINI), str(mini_folder), "--format", "markdown").out.startswith("# Changes from")


def test_the_command_reads_revisions(run: Callable[..., object], mini_folder: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def git(*arguments: str) -> None:
        names = ("-c", "user.name=someone", "-c", "user.email=someone@example.org")
        subprocess.run(["git", *names, *arguments], cwd=mini_folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    git("tag", "v0.1.0")
    spoil(mini_folder, "emotions", "Envy that guards a bond", "Envy that watches a bond")
    assert run("--data", str(mini_folder), "diff", "0.1.0", "HEAD").code == 0
    assert run("--data", str(mini_folder), "diff", "0.1.0", str(mini_folder)).code == 1
    wrong = run("--data", str(mini_folder), "diff", "0.0.9", str(mini_folder))
    assert wrong.code == 2
    assert "'0.0.9' is no file or folder, and no revision" in wrong.err


def test_what_cannot_be_read_is_named(run: Callable[..., object], tmp_path: Path) -> None:
    prose = tmp_path / "prose.ttl"
    prose.write_text("This is no Turtle.")
    assert run("diff", str(prose), str(MINI)).code == 2
    assert run("diff", str(tmp_path), str(MINI)).code == 2
