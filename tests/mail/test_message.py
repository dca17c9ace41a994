"""Headers that nothing can be smuggled into, names that every program can take."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.mail.message import Attachment, addresses, compose, one_line
from addin.refusal import Refusal

AT = datetime(2020, 4, 3, 9, 0)
TO = addresses("phongnoivu@dinhhoa.test")


def made(subject: str = "Báo cáo", text: str = "Kính gửi", name: str = "TDKT_2020.xlsx") -> bytes:
    message = compose(
        sender="xa@thidua.test",
        recipients=TO,
        subject=subject,
        text=text,
        attachments=[Attachment(name, b"PK\x03\x04")],
        at=AT,
    )
    return message.as_bytes()


@given(st.text(max_size=300))
def test_no_subject_adds_or_changes_a_header(subject: str) -> None:
    plain = message_from_bytes(made(), policy=default)
    read = message_from_bytes(made(subject), policy=default)
    assert read.keys() == plain.keys()
    assert str(read["To"]) == "phongnoivu@dinhhoa.test"
    assert str(read["Subject"] or "").split() == one_line(subject).split()


@pytest.mark.parametrize("again", ["", " (lần 2, thay lần 1)"])
@pytest.mark.parametrize("period", ["quý I năm 2026", "quý III năm 2026", "năm 2026"])
@pytest.mark.parametrize("unit", ["xã Kim Phượng", "phường Tân O'Hà", "xã Mỹ Yên", "xã La Bằng"])
def test_no_space_of_a_subject_is_lost(unit: str, period: str, again: str) -> None:
    for begin in ("", "Trả lời: "):
        subject = f"{begin}[TĐKT 05580] UBND {unit}: báo cáo thi đua, khen thưởng {period}{again}"
        assert message_from_bytes(made(subject), policy=default)["Subject"] == subject


@given(st.text(max_size=300))
def test_a_text_arrives_as_it_was_written(text: str) -> None:
    body = message_from_bytes(made(text=text), policy=default).get_body(("plain",))
    assert body is not None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    assert body.get_content().replace("\r\n", "\n").removesuffix("\n") == lines


@given(st.text(max_size=60))
def test_an_address_is_one_or_is_refused(text: str) -> None:
    try:
        found = addresses(text)
    except Refusal:
        return
    for each in found:
        assert each.addr_spec.count("@") == 1
        assert each.addr_spec.isascii()
        assert not set(each.addr_spec) & set('\r\n\0 <>"(),;:')


@pytest.mark.parametrize(
    "wrong",
    [
        "a@b.vn\r\nBcc: kẻ gian@x.vn",
        "a@b.vn\nBcc: x@y.vn",
        "Nguyễn <a@b.vn>",
        "a@b",
        "a b@c.vn",
        "thư@xã.vn",
        "a@@b.vn",
        "a@b.vn\0",
        '"a\nb"@c.vn',
    ],
)
def test_what_is_no_bare_address_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(Refusal, match="Địa chỉ thư"):
        addresses(wrong)


def test_several_addresses_are_separated_by_commas_and_semicolons() -> None:
    found = addresses("a@b.vn; c@d.vn , e@f.vn;")
    assert [each.addr_spec for each in found] == ["a@b.vn", "c@d.vn", "e@f.vn"]


@pytest.mark.parametrize("name", ["số.xlsx", "a b.xlsx", "../a.xlsx", "a.exe", "a\n.pdf", "a.XLSX"])
def test_an_attachment_has_an_ascii_name_of_a_known_kind(name: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        made(name=name)


def test_an_attachment_is_found_by_its_name_in_the_raw_header() -> None:
    assert b'filename="TDKT_2020.xlsx"' in made()
