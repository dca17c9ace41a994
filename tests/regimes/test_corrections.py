"""A commune's own law file: corrections, confirmations, and errors that name the place."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from addin.cli import run
from tests.support.fixtures import draw
from validators.catalogue import Form
from validators.check import check
from validators.finding import Severity
from validators.regimes import (
    Corrections,
    LawFileError,
    Provision,
    base_wage_on,
    load_corrections,
    regime,
    regime_on,
    use_corrections,
)
from validators.regimes.corrections import FILE

CONFIRMED = 'xac_nhan = { ai = "Phòng Mẫu", ngay = 2026-10-05, van_ban = "Công văn số 12/M" }'

Use = Callable[[str], None]


@pytest.fixture
def use(tmp_path: Path) -> Iterator[Use]:
    """Bring a commune's file into use, for one test."""

    def use(text: str) -> None:
        (tmp_path / "dia_phuong.toml").write_text(text, "utf-8")
        use_corrections(load_corrections(tmp_path))

    yield use
    use_corrections(Corrections())


def provision(name: str, key: str) -> Provision:
    found = regime(name).provision(key)
    assert found
    return found


def test_a_confirmed_law_has_its_full_strength_and_says_who_confirmed_it(use: Use) -> None:
    assert provision("R4", "T02").severity is Severity.QUERY
    use(f"[regime.R4]\n{CONFIRMED}")
    found = provision("R4", "T02")
    assert found.severity is Severity.ERROR
    assert found.cited.endswith("(Phòng Mẫu đã đối chiếu ngày 05/10/2026, Công văn số 12/M)")
    assert provision("R4", "T06").severity is Severity.QUERY  # W: its strength is to ask.


def test_confirming_one_law_confirms_no_other(use: Use) -> None:
    before = provision("R3", "M12").cited
    use(f"[regime.R4]\n{CONFIRMED}\n[regime.R2.provisions.T11]\n{CONFIRMED}")
    assert provision("R3", "M12").cited == before
    assert regime("R4").provisions["T11"].confirmation
    assert regime("R3").provisions["T11"].confirmation is None


def test_one_provision_can_be_confirmed_alone(use: Use) -> None:
    use(f'[regime.R2.provisions.M11]\n{CONFIRMED}\nstrength = "B"')
    assert provision("R2", "M11").severity is Severity.ERROR
    assert "Phòng Mẫu" in provision("R2", "M11").cited
    assert "Phòng Mẫu" not in provision("R2", "M09").cited


def test_strength_alone_lifts_nothing_that_nobody_has_confirmed(use: Use) -> None:
    use('[regime.R2.provisions.M11]\nstrength = "B"')
    assert provision("R2", "M11").severity is Severity.QUERY


def test_a_corrected_number_is_used_and_shown_as_the_communes(use: Use) -> None:
    use('[regime.R3.provisions.Q11]\nnumbers = { days = 7 }\nbasis = "Quyết định mẫu"')
    found = provision("R3", "Q11")
    assert found.number("days") == 7
    assert (
        found.cited
        == "Quyết định mẫu (số liệu do địa phương sửa; theo nguồn thứ cấp, cần đối chiếu)"
    )
    assert provision("R2", "Q11").number("days") == 10


def test_a_corrected_certainty_weighs_as_it_says(use: Use) -> None:
    use('[regime.R1.provisions.T10]\ncertainty = "MM"')
    assert provision("R1", "T10").severity is Severity.QUERY


def test_coefficients_and_base_wages_can_be_corrected_and_added(use: Use) -> None:
    use(
        "[regime.R3.coefficients.M12]\n"
        '"Giấy khen của Chủ tịch UBND xã" = 0.4\n'
        "[[base_wage]]\nstart = 2027-07-01\namount = 2700000\n"
        'basis = "Nghị định mẫu"\ncertainty = "V"'
    )
    found = regime("R3").coefficient(Form.COMMUNE_CERTIFICATE)
    assert found
    assert (found[0], found[1].corrected) == (0.4, True)
    assert regime("R3").coefficient(Form.PROVINCIAL_MERIT) == (1.5, found[1])
    wages = [base_wage_on(day) for day in (date(2027, 6, 30), date(2027, 7, 1))]
    assert [each and each.amount for each in wages] == [2_530_000, 2_700_000]


def test_the_law_is_as_before_once_the_corrections_are_gone(use: Use) -> None:
    day = date(2025, 9, 1)
    before = regime_on(day)
    use("[regime.R3.provisions.Q11]\nnumbers = { days = 7 }")
    assert regime_on(day) != before
    use_corrections(Corrections())
    assert regime_on(day) == before


NOVEMBER_2026 = """
### Ngày
31/12/2026

### Thông tin
| Mục | Giá trị |
| --- | --- |
| Năm | 2026 |

### Đề nghị
| Họ và tên / Tên tập thể | Danh hiệu đề nghị | Mức hoàn thành nhiệm vụ | Ngày nhận hồ sơ |
| --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Lao động tiên tiến | Hoàn thành nhiệm vụ | 05/11/2026 |
"""


def test_once_a_law_is_confirmed_what_it_does_not_offer_is_refused(use: Use) -> None:
    of = draw(NOVEMBER_2026.replace("Lao động tiên tiến", "Khu dân cư văn hóa")).register()

    def severity() -> Severity:
        (found,) = [each.severity for each in check(of).findings if each.code == "CT020"]
        return found

    assert severity() is Severity.QUERY
    use(f"[regime.R4]\n{CONFIRMED}")
    assert severity() is Severity.ERROR


def test_a_confirmation_travels_into_the_finding(use: Use) -> None:
    def found() -> tuple[Severity, str]:
        (each,) = [each for each in check(draw(NOVEMBER_2026).register()).findings
                   if each.code == "DN102"]  # fmt: skip
        return each.severity, each.basis

    severity, basis = found()
    assert severity is Severity.QUERY
    assert "chưa đối chiếu được với văn bản luật sửa đổi" in basis
    use(f"[regime.R4]\n{CONFIRMED}")
    severity, basis = found()
    assert severity is Severity.ERROR
    assert "Công văn số 12/M" in basis


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[regime.R9]", "regime.R9: không có thời kỳ này."),
        (
            "[regime.R3.provisions.T99]",
            "regime.R3.provisions.T99: thời kỳ R3 không có điều khoản này.",
        ),
        (
            "[regime.R3.provisions.Q11]\nnumbers = { day = 7 }",
            "regime.R3.provisions.Q11.numbers.day: không có số này (điều khoản có: days).",
        ),
        (
            "[regime.R3.provisions.Q11]\nnumbers = { days = 7.5 }",
            "regime.R3.provisions.Q11.numbers.days: “7.5” phải là số nguyên.",
        ),
        (
            "[regime.R3.provisions.Q11]\nnumbers = { days = 0 }",
            "regime.R3.provisions.Q11.numbers.days: “0” phải lớn hơn 0.",
        ),
        (
            "[regime.R3.provisions.T11]\nnumbers = { advanced_share = 70 }",
            "regime.R3.provisions.T11.numbers.advanced_share: “70” quá 1 (70 % ghi là 0.7).",
        ),
        (
            '[regime.R3.provisions.Q11]\ncertainty = "chắc"',
            "regime.R3.provisions.Q11.certainty: “chắc” không có trong danh sách.",
        ),
        (
            '[regime.R4]\nxac_nhan = { ai = "A", ngay = 2026-10-05 }',
            "regime.R4.xac_nhan.van_ban: thiếu mục này.",
        ),
        (
            '[regime.R4]\nxac_nhan = { ai = "A", ngay = 5, van_ban = "B" }',
            "regime.R4.xac_nhan.ngay: “5” không đúng kiểu của mục này.",
        ),
        ("[R4]", "R4: mục này không có trong mẫu của tệp."),
        (
            "[regime.R3.coefficients.M99]",
            "regime.R3.coefficients.M99: thời kỳ R3 không có bảng hệ số này.",
        ),
        (
            '[regime.R3.coefficients.M12]\n"Giấy khen của Chủ tịch UBND huyện" = 0.3',
            "toàn tệp: “Giấy khen của Chủ tịch UBND huyện” không có trong titles, forms.",
        ),
    ],
)
def test_an_error_is_one_line_that_names_the_key_and_changes_nothing(
    use: Use, text: str, problem: str
) -> None:
    with pytest.raises(LawFileError) as caught:
        use(text)
    assert str(caught.value) == f"Tệp luật dia_phuong.toml sai ở {problem}"
    assert provision("R3", "Q11").number("days") == 10


# The command line


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A person's own folder, empty at first."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.delenv("THIDUA_LAW", raising=False)
    own = tmp_path / "thidua/luat"
    own.mkdir(parents=True)
    yield own
    use_corrections(Corrections())


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_a_provision_that_came_into_force_later_says_when(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = "Có hiệu lực từ ngày 30/01/2024."
    assert printed(capsys, "rules", "--regime", "R2").count(later) == 3
    assert later not in printed(capsys, "rules", "--regime", "R3")


def test_the_law_of_a_regime_is_printed_with_its_days_and_certainty(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, "rules", "--regime", "r3")
    assert "từ ngày 01/07/2025 đến hết ngày 30/09/2026" in out
    assert "T11  Lỗi             Tập thể lao động tiên tiến phải có từ 70 %" in out
    assert (
        "Điểm c khoản 1 Điều 28 Luật Thi đua, khen thưởng 2022. Độ chắc chắn: đã đọc toàn văn."
        in out
    )
    assert "Quy tắc: DN104, DN105" in out
    assert "1.490.000" not in out
    assert "2.340.000 đ từ ngày 01/07/2024" in out
    assert "2.530.000 đ từ ngày 01/07/2026" in out


def test_an_unconfirmed_law_says_so_until_an_office_confirms_it(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Chưa xác nhận" in printed(capsys, "rules", "--regime", "R4")
    (at_home / "dia_phuong.toml").write_text(f"[regime.R4]\n{CONFIRMED}", "utf-8")
    out = printed(capsys, "rules", "--regime", "R4")
    assert "Chưa xác nhận" not in out
    assert "Đã xác nhận: Phòng Mẫu đã đối chiếu ngày 05/10/2026, Công văn số 12/M." in out


def test_a_folder_named_wins_over_the_persons_own(
    at_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (at_home / "dia_phuong.toml").write_text(f"[regime.R4]\n{CONFIRMED}", "utf-8")
    (tmp_path / "dia_phuong.toml").write_text("", "utf-8")
    arguments = ("--law", str(tmp_path), "rules", "--regime", "R4")
    assert "Chưa xác nhận" in printed(capsys, *arguments)


def test_the_variable_names_the_folder_too(
    at_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "dia_phuong.toml").write_text(f"[regime.R4]\n{CONFIRMED}", "utf-8")
    monkeypatch.setenv("THIDUA_LAW", str(tmp_path))
    assert "Đã xác nhận" in printed(capsys, "rules", "--regime", "R4")


@pytest.mark.parametrize(
    ("arguments", "text", "words"),
    [
        (["rules", "--regime", "R9"], "", "Không có thời kỳ “R9”; các thời kỳ là: R1, R2, R3, R4."),
        (["--law", "không có", "rules"], "", "Thư mục không có không có tệp dia_phuong.toml"),
        (
            ["rules"],
            "[regime.R9]",
            "Tệp luật dia_phuong.toml sai ở regime.R9: không có thời kỳ này.",
        ),
        (["rules"], "= 3", "Tệp luật dia_phuong.toml viết sai cú pháp TOML"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    at_home: Path, arguments: list[str], text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (at_home / "dia_phuong.toml").write_text(text, "utf-8")
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_a_file_with_the_mark_of_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("", encoding="utf-8-sig")
    assert load_corrections(tmp_path) == Corrections()


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("# địa phương".encode("utf-16"))
    with pytest.raises(LawFileError, match="bảng mã UTF-8"):
        load_corrections(tmp_path)
