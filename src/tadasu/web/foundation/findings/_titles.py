"""What a finding is called in a list: the first name of the party, or the good and the place it is about, in plain signs."""

from tadasu.places import all_places
from tadasu.schema import CompanySubject, GoodOfCompany, GoodOfCountry, GoodOfPlace, PlaceSubject
from tadasu.web.foundation.findings._document import Content


def title_of(content: Content) -> str:
    """The title; names stay as they were told, codes as they are."""
    match content.finding.subject:
        case CompanySubject():
            return content.named.names[0]
        case GoodOfCompany(good=good):
            return f"HS {good} · {content.named.names[0]}"
        case PlaceSubject(place=place):
            return all_places()[place].name
        case GoodOfPlace(good=good, place=place):
            return f"HS {good} · {all_places()[place].name}"
        case GoodOfCountry(good=good, country=country):
            return f"HS {good} · {country.upper()}"
