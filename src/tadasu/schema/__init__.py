"""Shapes that travel between rooms."""

from tadasu.schema.declaration import Certainty, Declaration, DeclarationId, Flow, Party, Quantity
from tadasu.schema.entity import SCHEMATA, Entity, EntityId, Identifier, ListId, Origin
from tadasu.schema.finding import (
    CERTAIN,
    LEAST_STRENGTH,
    CompanySubject,
    Doubt,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    PlaceSubject,
    Subject,
)
from tadasu.schema.match import MILLINATS, AlignedToken, Explanation, Match, Term, TokenClass, TokenRelation
from tadasu.schema.money import Money
from tadasu.schema.path import FoundPath, MergedNames, MergeReason, PathStep, Trader
from tadasu.schema.period import ALWAYS, Period
from tadasu.schema.problem import InputError, ListRefused, Problem, StoreError, TadasuError, UsageError
from tadasu.schema.registration_number import FORMS, NumberFault, RegistrationNumber, registration_numbers
from tadasu.schema.stake import WHOLE, Stake, StakeKind

__all__ = [
    "ALWAYS",
    "CERTAIN",
    "FORMS",
    "LEAST_STRENGTH",
    "MILLINATS",
    "SCHEMATA",
    "WHOLE",
    "AlignedToken",
    "Certainty",
    "CompanySubject",
    "Declaration",
    "DeclarationId",
    "Doubt",
    "Entity",
    "EntityId",
    "Explanation",
    "Finding",
    "FindingId",
    "FindingKind",
    "Flow",
    "FoundPath",
    "GoodOfCompany",
    "GoodOfCountry",
    "GoodOfPlace",
    "Identifier",
    "InputError",
    "Issue",
    "ListId",
    "ListRefused",
    "Match",
    "MergeReason",
    "MergedNames",
    "Money",
    "NumberFault",
    "Origin",
    "Party",
    "PathStep",
    "Period",
    "PlaceSubject",
    "Problem",
    "Quantity",
    "RegistrationNumber",
    "Stake",
    "StakeKind",
    "StoreError",
    "Subject",
    "TadasuError",
    "Term",
    "TokenClass",
    "TokenRelation",
    "Trader",
    "UsageError",
    "registration_numbers",
]
