"""A button pressed: its job is done or a plain sentence says why not; nothing is ever raised."""

from __future__ import annotations

from collections.abc import Callable

from addin.buttons import JOBS
from addin.desk import Desk, Outcome, Tone
from addin.failures import unexpected
from addin.law import use_local_law
from addin.refusal import Refusal
from validators.regimes import LawFileError


def press(
    job_id: str, desk: Desk, explained: Callable[[Exception], str | None] = lambda failure: None
) -> Outcome:
    """Do a job at a desk under the law as the commune has corrected it.

    What cannot be done, and what nobody foresaw, becomes the outcome's message; the latter is
    logged without personal data. `explained` is the plain sentence for a failure of the program
    around the desk, None for one that it does not know.
    """
    try:
        job = next((each for each in JOBS if each.id == job_id), None)
        if job is None:
            raise Refusal(
                f"Chương trình không có nút “{job_id}”: phần cài trong bảng tính và chương trình "
                "khác phiên bản; hãy cài đặt lại Thi Đua."
            )
        use_local_law(None)
        return job.run(desk)
    except (Refusal, LawFileError) as refused:
        return Outcome(str(refused), Tone.FAILED)
    except Exception as failure:
        return Outcome(explained(failure) or unexpected(failure, desk.now), Tone.FAILED)
