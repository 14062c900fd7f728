"""The census (普查) of Chinese government websites: from tables of monitoring results to verdicts, each with its reason.

    import gov_site_compliance as gsc
    census = gsc.judge_folder("examples/zibo-2017q4")
    pl.DataFrame(census.verdicts)

Tables go in as pyarrow, Polars, DuckDB or pandas (3, with pyarrow) objects, through the Arrow PyCapsule interface, and come out the
same way: `pl.DataFrame(frame)`, `pa.table(frame)`, `pd.DataFrame.from_arrow(frame)`.
"""

from . import calendar
from ._compare import compare
from ._judge import judge, judge_folder
from ._native import Census, Comparison, ComplianceError, Frame, InputError, SettingError, __version__

__all__ = [
    "Census", "Comparison", "ComplianceError", "Frame", "InputError", "SettingError", "__version__", "calendar", "compare", "judge", "judge_folder",
]
