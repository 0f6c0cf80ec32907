"""A Word document's tracked changes taken or refused by LibreOffice, as «Принять все» and «Отклонить все» do it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Both(source, accepted, rejected)
  Apply(source, accepted, "AcceptAllTrackedChanges")
  Apply(source, rejected, "RejectAllTrackedChanges")
End Sub
Sub Apply(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, kind())
  document.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" \
library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


def decided(source: Path, folder: Path) -> tuple[Path, Path]:
    """The document with all changes accepted, and with all rejected, written by LibreOffice as DOCX."""
    basic = folder / "profile" / "user" / "basic" / "Standard"
    if not (basic / "Module1.xba").exists():
        _run(folder, ["--terminate_after_init"])  # it fills a new profile with modules of its own
    (basic / "Module1.xba").write_text(_MODULE, encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    targets = [folder / f"{source.stem}-{command}.docx" for command in (ACCEPT, REJECT)]
    _run(folder, [f"macro:///Standard.Module1.Both({','.join(path.as_uri() for path in (source, *targets))})"])
    return targets[0], targets[1]


def _run(folder: Path, arguments: Sequence[str]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
