"""Money for independent media and rights groups: the formats in which it is published and read.

IATI and 360Giving files are written and read here; what the OECD and a press-freedom index say is read. Nothing here knows a
person, a database, a clock or a network.
"""

from tadasu.funds._crs import CrsRead, CrsRow, read_crs
from tadasu.funds._dac import DacRecipient, dac_recipients
from tadasu.funds._file_problems import FILE_PROBLEMS
from tadasu.funds._giving_model import GivingGrant, GivingOrg, GivingPackage, GivingProgramme, Regrant
from tadasu.funds._giving_read import GivingRead, GivingRow, read_giving
from tadasu.funds._giving_write import giving_package
from tadasu.funds._iati_check import check_iati
from tadasu.funds._iati_model import (
    NON_ODA_GRANT,
    ODA_GRANT,
    Activity,
    Budget,
    ExclusionPolicy,
    Flow,
    Org,
    Organisation,
    Participant,
    RegionBudget,
    Related,
    Relation,
    Role,
    Share,
    Status,
    Terms,
    Texts,
    Transaction,
    Withheld,
    activity_identifier,
    texts,
)
from tadasu.funds._iati_past import PastFunding, PastFundingRead, past_funding
from tadasu.funds._iati_read import IatiRead, IatiReader, read_iati
from tadasu.funds._iati_rows import ActivityRead, ActivityRow, BudgetRow, ParticipantRow, ShareRow, TransactionRow
from tadasu.funds._iati_standard import CodeList, IatiStandard, read_iati_standard
from tadasu.funds._iati_write import iati_activities, iati_organisation
from tadasu.funds._phrases import withheld_org
from tadasu.funds._press_freedom import METHODS, Method, PressFreedom, PressFreedomRead, comparable, read_press_freedom

__all__ = [
    "FILE_PROBLEMS",
    "METHODS",
    "NON_ODA_GRANT",
    "ODA_GRANT",
    "Activity",
    "ActivityRead",
    "ActivityRow",
    "Budget",
    "BudgetRow",
    "CodeList",
    "CrsRead",
    "CrsRow",
    "DacRecipient",
    "ExclusionPolicy",
    "Flow",
    "GivingGrant",
    "GivingOrg",
    "GivingPackage",
    "GivingProgramme",
    "GivingRead",
    "GivingRow",
    "IatiRead",
    "IatiReader",
    "IatiStandard",
    "Method",
    "Org",
    "Organisation",
    "Participant",
    "ParticipantRow",
    "PastFunding",
    "PastFundingRead",
    "PressFreedom",
    "PressFreedomRead",
    "RegionBudget",
    "Regrant",
    "Related",
    "Relation",
    "Role",
    "Share",
    "ShareRow",
    "Status",
    "Terms",
    "Texts",
    "Transaction",
    "TransactionRow",
    "Withheld",
    "activity_identifier",
    "check_iati",
    "comparable",
    "dac_recipients",
    "giving_package",
    "iati_activities",
    "iati_organisation",
    "past_funding",
    "read_crs",
    "read_giving",
    "read_iati",
    "read_iati_standard",
    "read_press_freedom",
    "texts",
    "withheld_org",
]
