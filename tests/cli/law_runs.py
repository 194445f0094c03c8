"""What tests of `tadasu law` ask again and again, of an invented company and a table of such."""

import subprocess
from collections.abc import Callable

Run = Callable[..., subprocess.CompletedProcess[str]]

ON = ("--on", "2026-11-25")
BRITISH = ("--fact", "seat=gb", "--fact", "operates_in=gb", "--fact", "goods_or_services=yes")
UK = ("--regime", "gb-msa54")
COMPANY = """\
seat: no
sells_in: [no, se]
accounting_act_entity: no
turnover_group: {report: 71000000 NOK, register: 69000000 NOK}
balance_group: 40000000 NOK
employees_group: 30
previous: {turnover_group: 72000000 NOK, balance_group: 40000000 NOK, employees_group: 30}
"""
COMPANIES = """\
id,name,seat,operates_in,goods_or_services,turnover_group,currency
a,青波見本,jp,jp;gb,yes,36000000,GBP
b,Beni Sample,gb,gb,yes,35999999,GBP
c,Chai Sample,gb,gb,yes,,
d,Dai Sample,gb,gb,yes,30000000,GBP
d,Dai Sample,gb,gb,yes,40000000,GBP
"""


def passed(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
