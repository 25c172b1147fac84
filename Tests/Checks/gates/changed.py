"""An adapter of a port with one of its regressions: `changed.py PORT NUMBER`."""

import runpy
import sys

from ..changes.adapter import change
from ..paths import IMPLEMENTATIONS
from .regressions import regressions

name, number = sys.argv[1], int(sys.argv[2])
regression = regressions(name)[number]
change(regression.module, (regression.old, regression.new))
if name == "choices":
    runpy.run_module(f"{__package__}.choices", run_name="__main__")
else:
    runpy.run_path(str(IMPLEMENTATIONS / name / "adapter.py"), run_name="__main__")
