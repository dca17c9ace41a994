"""What LibreOffice loads: every button of the menu and the toolbar triggers this service.

The files of this folder except `build` run in LibreOffice's own Python, on Windows an old one
without any package: standard library and uno only, Python 3.7. All that they know of the jobs is
the id in the button's address, "service:vn.thidua.Nut?kiem_tra".
"""

from __future__ import annotations

from typing import Any

import thidua_press
import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJobExecutor

SERVICE = "vn.thidua.Nut"


class Button(unohelper.Base, XJobExecutor, XServiceInfo):
    """A pressed button."""

    def __init__(self, context: Any) -> None:
        self._context = context

    # The names of the methods are LibreOffice's.

    def trigger(self, job: str) -> None:
        """Do a job on the document in front."""
        thidua_press.press(self._context, job)

    def getImplementationName(self) -> str:  # noqa: N802
        """The name under which the service is registered."""
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Whether it is that service."""
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """The one service."""
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - looked for by this name
g_ImplementationHelper.addImplementation(Button, SERVICE, (SERVICE,))
