"""An invented firm and how each script writes its name and address."""

from dataclasses import dataclass, replace

from tadasu.demo._brands import Brand, plain
from tadasu.demo._words import COUNTRIES, LEGAL, SPINNING, SPINNING_UYGHUR, Place, Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A firm of the invented world: brand, place, trade, and the number of its house."""

    brand: Brand
    place: Place
    trade: Trade
    house: int

    @property
    def culture(self) -> str:
        """Culture of the brand: `zh`, `ug`, `ja`, `ko`, `vi`, `ru` or `latin`."""
        return self.brand.culture

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2, lower case."""
        return self.place.country


def native(firm: Firm, *, long: bool = False) -> str:
    """The name in its own script; `long` writes the other, longer legal form."""
    brand, trade = firm.brand.native, firm.trade.native
    match firm.culture:
        case "zh":
            return f"{firm.place.native}{brand}{trade}{'有限责任公司' if long else '有限公司'}"
        case "ug":
            uyghur = SPINNING_UYGHUR if firm.trade == SPINNING else trade
            return f"{firm.place.uyghur} {brand} {uyghur} {'مەسئۇلىيىتى ' if long else ''}چەكلىك شىركىتى"
        case "ja":
            return f"株式会社{brand}{trade}" if long else f"{brand}{trade}(株)"
        case "ko":
            return f"주식회사 {brand}{trade}" if long else f"{brand}{trade}(주)"
        case "vi":
            return f"{'Công ty Trách nhiệm hữu hạn' if long else 'Công ty TNHH'} {trade} {brand}"
        case "ru":
            return f"{'Общество с ограниченной ответственностью' if long else 'ООО'} «{trade} {brand}»"
        case _:
            return latin(firm, long=long)


def latin(firm: Firm, *, long: bool = False, place: str | None = None) -> str:
    """The name in Latin letters; `place` puts another name of the place in."""
    brand, trade = firm.brand.latin, firm.trade.english
    place = firm.place.latin if place is None else place
    limited = "Company Limited" if long else "Co., Ltd."
    match firm.culture:
        case "zh" | "ug":
            return f"{place} {brand} {trade} {limited}"
        case "ja" | "ko" | "vi":
            return f"{brand} {trade} {limited}"
        case "ru":
            return f"{brand} {trade} {'Limited Liability Company' if long else 'LLC'}"
        case _:
            form = LEGAL[firm.country][long]
            return f"{form} {brand} {trade}" if firm.country == "id" else f"{brand} {trade} {form}"


def place_last(firm: Firm) -> str:
    """The Latin name in another order of words: place in brackets, or the legal form and trade turned round."""
    brand, trade = firm.brand.latin, firm.trade.english
    if firm.culture in ("zh", "ug"):
        return f"{brand} {trade} ({firm.place.latin}) Co., Ltd."
    return f"{trade} {brand}, {LEGAL[firm.country][0]}"


def katakana(firm: Firm) -> str:
    """How a Japanese buyer writes a firm that is named in Latin letters."""
    return f"{firm.brand.other}・{firm.trade.native}社"


def han(firm: Firm) -> str:
    """The Chinese name of a firm: its own, or a Uyghur firm's in transcription."""
    if firm.culture == "zh":
        return native(firm)
    chinese = {
        "Textile": "纺织",
        "Food": "食品",
        "Garment": "服装",
        "Cotton Spinning": "棉纺",
        "Cotton Ginning": "轧花",
    }[firm.trade.english]
    return f"{firm.place.native}{firm.brand.other}{chinese}有限公司"


def unmarked(firm: Firm) -> str:
    """A Vietnamese firm's own name without diacritics, in capitals, as a form on paper has it."""
    return plain(native(firm)).upper()


def moved(firm: Firm, place: Place) -> Firm:
    """Another firm with the same brand and trade in another place."""
    return replace(firm, place=place, house=firm.house + 1)


def address(firm: Firm, *, own_script: bool) -> str:
    """An address on a street that says it is invented, in Latin letters or in the firm's own script."""
    place, house = firm.place, firm.house
    if own_script and firm.culture in ("zh", "ug"):
        return f"{place.native_region}{place.native}架空路{house}号"
    if own_script and firm.culture == "ja":
        return f"{place.native_region}{place.native}架空町{house}"
    if own_script and firm.culture == "ru":
        return f"г. {place.native}, Вымышленная ул., д. {house}"
    parts = (f"{house} Demo Road", place.latin, place.region, COUNTRIES[firm.country][1])
    return ", ".join(dict.fromkeys(part for part in parts if part))
