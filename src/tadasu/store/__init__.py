"""The data folder: versions, digests, manifests, run records; written whole or not at all."""

from tadasu.store._folder import data_folder
from tadasu.store._formulas import no_formula, without_guard
from tadasu.store._lists import ListVersion, StoredList, latest, load_list, save_list, versions
from tadasu.store._once import made_once
from tadasu.store._problems import FAULT_CODES, DataFolderError
from tadasu.store._runs import (
    RunInput,
    RunRecord,
    input_of,
    read_run,
    record_bytes,
    record_of,
    write_recorded,
    write_run,
)
from tadasu.store._saved import keep, open_saved
from tadasu.store._whole import digest_file, sweep, write_folder_whole, write_together, write_whole

__all__ = [
    "FAULT_CODES",
    "DataFolderError",
    "ListVersion",
    "RunInput",
    "RunRecord",
    "StoredList",
    "data_folder",
    "digest_file",
    "input_of",
    "keep",
    "latest",
    "load_list",
    "made_once",
    "no_formula",
    "open_saved",
    "read_run",
    "record_bytes",
    "record_of",
    "save_list",
    "sweep",
    "versions",
    "without_guard",
    "write_folder_whole",
    "write_recorded",
    "write_run",
    "write_together",
    "write_whole",
]
