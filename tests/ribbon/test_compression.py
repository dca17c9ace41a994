"""The compression of VBA source: the examples of the specification, and back again."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.ribbon.compression import CHUNK, compress
from tests.support.specified import NotAsSpecified
from tests.support.vba_reader import decompress

# [MS-OVBA] 3.2.1 to 3.2.3.
EXAMPLES = {
    "nothing repeats": (
        b"abcdefghijklmnopqrstuv.",
        "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
    ),
    "runs repeat": (
        b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 20 6D"
        " 6E 6F 70 06 71 02 70 04 00 72 73 74 75 76 10 77 78 79 7A 00 2C",
    ),
    "one letter": (b"a" * 73, "01 03 B0 02 61 45 00"),
}

INCOMPRESSIBLE_ROOM = 3640
"""The most bytes without any repetition that fit into a chunk: with a byte of flags for every
eight they take 4,095."""


@pytest.mark.parametrize(("plain", "compressed"), EXAMPLES.values(), ids=EXAMPLES)
def test_compresses_as_the_examples_of_the_specification(plain: bytes, compressed: str) -> None:
    assert compress(plain) == bytes.fromhex(compressed)
    assert decompress(bytes.fromhex(compressed)) == plain


def test_nothing_is_a_container_without_chunks() -> None:
    assert compress(b"") == b"\x01"


VBA_LIKE = st.text("abcdef \r\n\"'=()", max_size=60).map(str.encode)


@given(st.lists(VBA_LIKE, min_size=1, max_size=6), st.integers(0, 90))
def test_source_comes_back(lines: list[bytes], repeats: int) -> None:
    source = b"".join(lines) * repeats
    assert decompress(compress(source)) == source


@pytest.mark.parametrize("chunks", [0, 1, 2])
@pytest.mark.parametrize("beyond", [-1, 0, 1, 3, 16, 17, 2048, 2049])
@pytest.mark.parametrize("letters", [1, 2, 256])
def test_comes_back_at_the_borders_of_chunks_and_of_copy_tokens(
    chunks: int, beyond: int, letters: int
) -> None:
    size = max(0, chunks * CHUNK + beyond)
    data = bytes(random.Random(size).choices(range(letters), k=size))
    if size % CHUNK > INCOMPRESSIBLE_ROOM and letters == 256:
        with pytest.raises(ValueError, match="do not compress"):
            compress(data)
    else:
        assert decompress(compress(data)) == data


def test_a_full_chunk_that_does_not_compress_is_stored_raw() -> None:
    data = random.Random(1).randbytes(CHUNK)
    assert compress(data) == b"\x01\xff\x3f" + data


def test_a_chunk_may_take_all_the_room_there_is() -> None:
    # 3,639 bytes as they are, one copy of the first three, 455 bytes of flags: 4,096.
    candidates = (random.Random(seed).randbytes(3639) for seed in range(100))
    data = next(
        each for each in candidates if len(set(zip(each, each[1:], each[2:], strict=False))) == 3637
    )
    container = compress(data + data[:3])
    assert len(container) == 1 + 2 + CHUNK
    assert decompress(container) == data + data[:3]


def test_what_would_come_back_with_zeros_at_its_end_is_refused() -> None:
    data = random.Random(1).randbytes(CHUNK + 3700)
    with pytest.raises(ValueError, match="3700 bytes at the end do not compress"):
        compress(data)


@given(st.binary(max_size=40))
def test_the_reader_refuses_or_reads_whatever_it_gets(container: bytes) -> None:
    with suppress(NotAsSpecified):
        decompress(container)
