"""The compound file: what goes in comes out of a strict reader and of another program's."""

import io
import random
from contextlib import suppress

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.ribbon.compound_file import Content, compound_file
from tests.support.compound_reader import Path, read_streams
from tests.support.specified import NotAsSpecified

BORDERS = [0, 1, 63, 64, 65, 127, 128, 511, 512, 513, 4095, 4096, 4097, 8191, 8192, 8193]


def data(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def flat(content: Content, at: Path = ()) -> dict[Path, bytes]:
    found: dict[Path, bytes] = {}
    for name, inside in content.items():
        found |= {(*at, name): inside} if isinstance(inside, bytes) else flat(inside, (*at, name))
    return found


def names() -> st.SearchStrategy[str]:
    letters = st.characters(codec="ascii", categories=["Lu", "Ll", "Nd", "Pc"])
    return st.text(letters, min_size=1, max_size=31)


STREAMS = st.dictionaries(names(), st.sampled_from(BORDERS).map(data), max_size=40).filter(
    lambda content: len({name.upper() for name in content}) == len(content)
)


@given(STREAMS, STREAMS)
def test_streams_of_every_size_come_back(
    outside: dict[str, bytes], inside: dict[str, bytes]
) -> None:
    content: Content = {**outside, "Một kho": {**inside}}
    raw = compound_file(content)
    assert read_streams(raw) == flat(content)
    assert compound_file(content) == raw


@pytest.mark.parametrize("count", range(34))
def test_a_tree_of_any_number_of_entries_is_sorted_and_balanced(count: int) -> None:
    shuffled = random.Random(count).sample(range(count), count)
    content: Content = {f"{'x' * (number % 5)}{number}": data(number) for number in shuffled}
    assert read_streams(compound_file(content)) == flat(content)


@pytest.mark.parametrize("sectors", [125, 126, 127, 128, 129, 253, 254, 255])
def test_the_allocation_table_grows_with_the_file(sectors: int) -> None:
    content: Content = {"a": data(512 * sectors), "b": data(10)}
    assert read_streams(compound_file(content)) == flat(content)


def test_another_reader_agrees() -> None:
    content: Content = {"VBA": {f"s{size}": data(size) for size in BORDERS}, "PROJECT": b"text"}
    with olefile.OleFileIO(io.BytesIO(compound_file(content))) as file:
        found = {tuple(path): file.openstream(path).read() for path in file.listdir()}
    assert found == flat(content)


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a\\b", "a:b", "a!b"])
def test_names_that_the_format_forbids_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        compound_file({name: b""})


def test_names_that_differ_in_case_only_are_refused() -> None:
    with pytest.raises(ValueError, match="case only"):
        compound_file({"ThiDua": b"", "THIDUA": b""})


def test_more_than_the_header_can_address_is_refused() -> None:
    with pytest.raises(ValueError, match="more content"):
        compound_file({"a": bytes(512 * 128 * 109)})


@given(st.integers(0, 3000), st.integers(1, 255))
def test_the_reader_refuses_or_reads_a_file_with_any_byte_changed(at: int, change: int) -> None:
    raw = bytearray(compound_file({"VBA": {"a": data(100), "b": data(20)}, "c": data(700)}))
    raw[at % len(raw)] ^= change
    with suppress(NotAsSpecified):
        read_streams(bytes(raw))
