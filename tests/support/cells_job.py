"""A service for tests in LibreOffice's own process: `thidua_cells` without buttons.

Called with a document and a request of `CalcGrid`, answers as the extension does.
"""

import json

import thidua_cells
import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob

SERVICE = "vn.thidua.test.Cells"
OPEN = {}


class CellsJob(unohelper.Base, XJob, XServiceInfo):
    def __init__(self, context):
        pass

    def execute(self, arguments):
        given = {each.Name: each.Value for each in arguments}
        request = json.loads(given["request"])
        name = given["document"].RuntimeUID
        cells = OPEN.setdefault(name, thidua_cells.Cells(given["document"]))
        try:
            return json.dumps({"result": getattr(cells, request.pop("call"))(**request)})
        except Exception as failure:
            return json.dumps({"error": f"{type(failure).__name__}: {failure}"})

    def getImplementationName(self):  # noqa: N802
        return SERVICE

    def supportsService(self, name):  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self):  # noqa: N802
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816
g_ImplementationHelper.addImplementation(CellsJob, SERVICE, (SERVICE,))
