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
    NON_ODA_TERMS,
    ODA_TERMS,
    IatiActivity,
    IatiBudget,
    IatiExclusionPolicy,
    IatiFlow,
    IatiOrg,
    IatiOrganisation,
    IatiParticipant,
    IatiRegionBudget,
    IatiRelated,
    IatiRelation,
    IatiRole,
    IatiShare,
    IatiStatus,
    IatiTerms,
    IatiTexts,
    IatiTransaction,
    IatiWithheld,
    activity_identifier,
    texts,
)
from tadasu.funds._iati_past import IatiFunding, IatiFundingRead, iati_funding
from tadasu.funds._iati_read import IatiRead, IatiReader, read_iati
from tadasu.funds._iati_rows import (
    IatiActivityRead,
    IatiActivityRow,
    IatiBudgetRow,
    IatiParticipantRow,
    IatiShareRow,
    IatiTransactionRow,
)
from tadasu.funds._iati_standard import IatiCodeList, IatiStandard, read_iati_standard
from tadasu.funds._iati_write import iati_activities, iati_organisation
from tadasu.funds._phrases import withheld_org
from tadasu.funds._press_freedom import (
    PRESS_FREEDOM_METHODS,
    PressFreedom,
    PressFreedomMethod,
    PressFreedomRead,
    read_press_freedom,
    scores_comparable,
)

__all__ = [
    "FILE_PROBLEMS",
    "NON_ODA_TERMS",
    "ODA_TERMS",
    "PRESS_FREEDOM_METHODS",
    "CrsRead",
    "CrsRow",
    "DacRecipient",
    "GivingGrant",
    "GivingOrg",
    "GivingPackage",
    "GivingProgramme",
    "GivingRead",
    "GivingRow",
    "IatiActivity",
    "IatiActivityRead",
    "IatiActivityRow",
    "IatiBudget",
    "IatiBudgetRow",
    "IatiCodeList",
    "IatiExclusionPolicy",
    "IatiFlow",
    "IatiFunding",
    "IatiFundingRead",
    "IatiOrg",
    "IatiOrganisation",
    "IatiParticipant",
    "IatiParticipantRow",
    "IatiRead",
    "IatiReader",
    "IatiRegionBudget",
    "IatiRelated",
    "IatiRelation",
    "IatiRole",
    "IatiShare",
    "IatiShareRow",
    "IatiStandard",
    "IatiStatus",
    "IatiTerms",
    "IatiTexts",
    "IatiTransaction",
    "IatiTransactionRow",
    "IatiWithheld",
    "PressFreedom",
    "PressFreedomMethod",
    "PressFreedomRead",
    "Regrant",
    "activity_identifier",
    "check_iati",
    "dac_recipients",
    "giving_package",
    "iati_activities",
    "iati_funding",
    "iati_organisation",
    "read_crs",
    "read_giving",
    "read_iati",
    "read_iati_standard",
    "read_press_freedom",
    "scores_comparable",
    "texts",
    "withheld_org",
]
