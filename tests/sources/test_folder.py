"""Which files paths stand for."""

from __future__ import annotations

from pathlib import Path

from servanda.sources import find


def test_folders_are_expanded_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.pdf", ".git/config", ".hidden", "empty/.keep"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = find([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.result] == ["b.txt", "a/c.pdf", "a/z.txt"]
    assert found.problems == ()


def test_a_named_file_is_taken_once_even_when_hidden(tmp_path: Path) -> None:
    path = tmp_path / ".note"
    path.write_text("x")
    assert find([path, str(path)]).result == (path,)


def test_a_missing_path_is_a_problem(tmp_path: Path) -> None:
    found = find([tmp_path / "none", "a\0b"])
    assert found.result == ()
    assert [problem.code for problem in found.problems] == ["unreadable", "unreadable"]


def test_links_out_of_the_folder_are_reported_and_loops_end(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "broken.txt").symlink_to(tmp_path / "nothing")
    (folder / "loop").symlink_to(folder)
    found = find([folder])
    assert [path.name for path in found.result] == ["a.txt", "inside.txt"]
    assert [Path(problem.source).name for problem in found.problems] == ["outside.txt"]
