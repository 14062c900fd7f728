"""The census (普查) of Chinese government websites: from tables of monitoring results to verdicts, each with its reason.

    import gov_site_compliance as gsc
    census = gsc.judge_folder("examples/zibo-2017q4")
    pl.DataFrame(census.verdicts)

Tables go in as pyarrow, Polars, DuckDB or pandas (3, with pyarrow) objects, through the Arrow PyCapsule interface, and come out the
same way: `pl.DataFrame(frame)`, `pa.table(frame)`, `pd.DataFrame.from_arrow(frame)`.
"""

import atexit

from . import calendar, evidence
from ._census import Census
from ._compare import compare
from ._extract import extract
from ._extract_article import extract_article
from ._extract_batch import extract_batch
from ._judge import judge, judge_folder
from ._judge_site import SiteEvidence, judge_site
from ._native import Comparison, ComplianceError, Frame, InputError, SettingError, UnreadError, __version__, wait_for_stopped_work
from ._standard import Standard
from ._verdict import Explanation, Verdict

# Stopped work may still hold tables of other libraries, which give their memory back through the interpreter.
atexit.register(wait_for_stopped_work)

__all__ = [
    "Census", "Comparison", "ComplianceError", "Explanation", "Frame", "InputError", "SettingError", "SiteEvidence", "Standard", "UnreadError", "Verdict",
    "__version__", "calendar", "compare", "evidence", "extract", "extract_article", "extract_batch", "judge", "judge_folder", "judge_site",
]
