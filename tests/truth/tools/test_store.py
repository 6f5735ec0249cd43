"""What is kept, is kept by its content and by what made it."""

from __future__ import annotations

from pathlib import Path

from tests.truth.tools.store import Store, default_folder


def test_a_file_is_made_once(tmp_path: Path) -> None:
    store, asked = Store(tmp_path), []

    def make(data: bytes) -> bytes:
        asked.append(data)
        return data.upper()

    assert [store.make("upper", b"ab", make) for _ in range(3)] == [b"AB"] * 3
    assert asked == [b"ab"]


def test_another_maker_or_source_is_another_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("soffice 7 docx pdf", b"one", b"PDF")
    assert store.get("soffice 7 docx pdf", b"one") == b"PDF"
    assert store.get("soffice 8 docx pdf", b"one") is None
    assert store.get("soffice 7 docx pdf", b"two") is None


def test_an_empty_result_is_kept_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("tool", b"one", b"")
    assert store.get("tool", b"one") == b""


def test_the_cache_is_outside_of_the_repository() -> None:
    assert not default_folder().resolve().is_relative_to(Path(__file__).resolve().parents[3])
