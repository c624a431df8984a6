"""Pages of the back office: bring files, look at what they hold, confirm, read the report."""

from polyphonie.imports.views.bringing import import_brought, import_confirm_all, import_upload
from polyphonie.imports.views.mappings import mapping_forget, mapping_list
from polyphonie.imports.views.previewing import import_columns, import_confirm, import_detail, import_options
from polyphonie.imports.views.reporting import import_report, import_resume
from polyphonie.imports.views.undoing import import_undo

__all__ = [
    "import_brought",
    "import_columns",
    "import_confirm",
    "import_confirm_all",
    "import_detail",
    "import_options",
    "import_report",
    "import_resume",
    "import_undo",
    "import_upload",
    "mapping_forget",
    "mapping_list",
]
