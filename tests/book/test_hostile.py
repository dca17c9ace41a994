"""Files that are broken, disguised, clumsy or meant to harm: one sentence, or read all the same."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from addin.book.package import BookRefused, ForeignKind, open_package
from addin.book.reading import read_tables
from tests.support.hostile import (
    READ,
    READABLE,
    REFUSED,
    pack,
    sound,
    with_external_link,
    with_macro,
)
from tests.support.tools import ROOT


def refusal(data: bytes) -> str:
    """The sentence with which a file is refused, at opening or at reading."""
    with pytest.raises(BookRefused) as caught:
        read_tables(open_package(data, name="so.xlsx"))
    return str(caught.value)


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_one_sentence_that_says_what_to_do(make, words):
    sentence = refusal(make())
    assert words in sentence
    assert re.fullmatch(r"Tệp “so\.xlsx” [^\n:]+: hãy [^\n]+\.", sentence)


@pytest.mark.parametrize("make", READABLE.values(), ids=READABLE)
def test_it_reads_as_if_nothing_were_odd(make):
    (block,) = read_tables(open_package(make())).blocks.values()
    assert (block.rows, block.rows_outside, block.address(0, 1)) == (READ, 0, "B2")
    assert block.headings == ["STT", "Họ và tên", "Số người"]


def test_macros_and_links_are_reported_with_their_parts():
    found = [
        (part.kind, part.name)
        for data in (with_macro(), with_external_link(), pack(sound()))
        for part in open_package(data).foreign_parts()
    ]
    assert found == [
        (ForeignKind.MACRO, "xl/vbaProject.bin"),
        (ForeignKind.EXTERNAL_LINK, "xl/externalLinks/externalLink1.xml"),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xl/vbaProject.bin", ForeignKind.MACRO),
        ("xl/macrosheets/sheet1.xml", ForeignKind.MACRO_SHEET),
        ("xl/externalLinks/externalLink1.xml", ForeignKind.EXTERNAL_LINK),
        ("xl/connections.xml", ForeignKind.CONNECTION),
        ("xl/embeddings/oleObject1.bin", ForeignKind.EMBEDDING),
        ("xl/activeX/activeX1.xml", ForeignKind.ACTIVEX),
        ("customUI/customUI14.xml", ForeignKind.CUSTOM_UI),
    ],
)
def test_a_foreign_part_that_nothing_points_to_is_known_by_its_name(name, kind):
    (part,) = open_package(pack({**sound(), name: b"<a/>"})).foreign_parts()
    assert (part.kind, part.name) == (kind, name)


def outcome(data: bytes) -> str:
    try:
        read_tables(open_package(data))
    except BookRefused:
        return "refused"
    return "read"


def test_a_byte_changed_anywhere_gives_a_refusal_or_a_reading():
    data = pack(sound())
    chance = random.Random(1)
    seen = set()
    for _ in range(300):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] = chance.randrange(256)
        seen.add(outcome(bytes(broken)))
    assert seen == {"refused", "read"}


def test_a_piece_of_xml_lost_or_doubled_anywhere_gives_a_refusal_or_a_reading():
    chance = random.Random(2)
    seen = set()
    for _ in range(300):
        parts = sound()
        name = chance.choice(list(parts))
        piece = chance.randrange(len(parts[name]))
        end = piece + chance.randrange(40)
        again = chance.choice([0, 2])
        parts[name] = parts[name][:piece] + parts[name][piece:end] * again + parts[name][end:]
        seen.add(outcome(pack(parts)))
    assert seen == {"refused", "read"}


READ_ALL = """
import resource, sys
from pathlib import Path
from addin.book.package import BookRefused, open_package
from addin.book.reading import read_tables
memory = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
for path in sorted(Path(sys.argv[2]).iterdir()):
    try:
        read_tables(open_package(path))
    except BookRefused:
        pass
    print(path.name)
"""


@pytest.mark.slow
def test_no_file_costs_200_mb(tmp_path):
    makers = [make for make, _ in REFUSED.values()] + list(READABLE.values())
    for number, make in enumerate(makers):
        (tmp_path / f"{number:03}.xlsx").write_bytes(make())
    command = [sys.executable, "-c", READ_ALL, str(200 << 20), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert len(done.stdout.split()) == len(makers)


def test_a_folder_is_named_as_such(tmp_path):
    with pytest.raises(BookRefused, match=r"là thư mục"):
        open_package(tmp_path)


def test_a_missing_file_is_named_without_its_folders(tmp_path):
    with pytest.raises(BookRefused) as caught:
        open_package(tmp_path / "so_2020.xlsx")
    assert str(caught.value) == (
        "Không tìm thấy tệp “so_2020.xlsx”: hãy kiểm tra lại tên tệp và thư mục."
    )


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    path = tmp_path / "so.xlsx"
    path.write_bytes(pack(sound()))

    def refuse(self: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BookRefused, match=r"Không được phép đọc tệp “so\.xlsx”"):
        open_package(path)
