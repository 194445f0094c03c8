"""What the story's firms sell each other, line by line, with what is true of each line written beside it by hand.

Weights are chosen so that they can be followed on paper. The weaver's yarn stock is nil when March begins; then come
4,200 + 3,240 kg from the mill and 4,560 kg from another spinner: 7,440 of 12,000 kg, 62 %. Nothing is lost on the way,
all the cloth leaves after all the yarn has come, and the garment maker's cloth is used up before the new cloth arrives.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ware:
    """A good: six digits of HS 2022, the unit it is counted in and what one weighs, an invented price, its name."""

    hs: str
    unit: str
    grams: int
    yen: int
    english: str
    japanese: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of trade before it has an id. `share` is per cent of the weight, None where the weights do not say.

    `origin` and `consigned` are countries when they differ from the seller's; `sure` is the first letter of a certainty,
    followed by `!` when a party denies the line.
    """

    part: str
    seller: str
    buyer: str
    hs: str
    day: date
    kilograms: int
    disposition: str
    why: str
    tiers: int = 0
    share: int | None = None
    findings: tuple[str, ...] = ()
    origin: str = ""
    consigned: str = ""
    sure: str = "v"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """Ordinary trade: these firms pass a good down, one after another, `times` times; nothing in it is tainted.

    `steps` are (seller, buyer, HS code, disposition); `least` and `most` are kilograms.
    """

    steps: tuple[tuple[str, str, str, str], ...]
    times: int
    least: int
    most: int
    why: str


def _cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in table.split("\n") if row.strip()]


def _line(row: list[str]) -> Line:
    part, seller, buyer, hs, day, kilograms, disposition, why, *rest = row
    tiers, share, findings, origin, consigned, sure = (*rest, *[""] * (6 - len(rest)))
    return Line(
        part=part,
        seller=seller,
        buyer=buyer,
        hs=hs,
        day=date.fromisoformat(day),
        kilograms=int(kilograms),
        disposition=disposition,
        why=why,
        tiers=int(tiers or 0),
        share=int(share) if share else None,
        findings=tuple(findings.split()),
        origin=origin,
        consigned=consigned,
        sure=sure or "v",
    )


def _habit(row: list[str]) -> Habit:
    times, weights, why, *steps = row
    least, most = weights.split("-")
    ways = [step.split() for step in steps]
    return Habit(
        steps=tuple((way[0], way[1], way[2], way[3] if len(way) > 3 else "") for way in ways),
        times=int(times),
        least=int(least),
        most=int(most),
        why=why,
    )


WARES = {
    row[0]: Ware(hs=row[0], unit=row[1], grams=int(row[2]), yen=int(row[3]), english=row[4], japanese=row[5])
    for row in _cells(
        """
        151190 | KGM | 1000 | 180 | refined palm oil | 精製パーム油
        200290 | KGM | 1000 | 150 | tomato paste | トマトペースト
        210320 | KGM | 1000 | 260 | tomato ketchup | トマトケチャップ
        340111 | KGM | 1000 | 420 | toilet soap | 化粧せっけん
        390410 | KGM | 1000 | 160 | poly(vinyl chloride) | ポリ塩化ビニル
        391810 | MTK | 4500 | 300 | PVC flooring | 塩化ビニル製床材
        520100 | KGM | 1000 | 280 | raw cotton, not carded or combed | 実綿及び繰綿
        520512 | KGM | 1000 | 520 | cotton yarn, single, uncombed | 綿糸(単糸、未コーム)
        520832 | MTK | 150 | 1400 | dyed cotton cloth, plain weave | 綿織物(浸染、平織り)
        600632 | KGM | 1000 | 900 | dyed knitted fabric of synthetic fibre | 合成繊維製メリヤス生地(浸染)
        610990 | NMB | 180 | 2600 | T-shirts of synthetic fibre | 合成繊維製Tシャツ
        620520 | NMB | 250 | 4200 | men's cotton shirts | 男子用綿製シャツ
        722830 | KGM | 1000 | 210 | bars of alloy steel, hot-rolled | 合金鋼の棒(熱間圧延)
        780110 | KGM | 1000 | 320 | refined lead | 精製鉛
        844630 | NMB | 2800000 | 900 | looms, shuttleless | 無杼織機
        848210 | KGM | 1000 | 1500 | ball bearings | 玉軸受
        848340 | KGM | 1000 | 3100 | gears | 歯車
        850710 | NMB | 15000 | 480 | lead-acid starter batteries | 始動用鉛蓄電池
        870870 | NMB | 9000 | 1100 | aluminium wheels | アルミホイール
        """
    )
}

_LINES = """
farm-cotton|cotton-farm|second-spinner|520100|2025-09-01|20000||ordinary
old-cotton|cotton-gin|mill|520100|2025-10-20|7000||before-the-finding
old-yarn|mill|weaver|520512|2025-11-10|5000||before-the-finding
old-other-yarn|second-spinner|weaver|520512|2025-11-20|3000||ordinary
old-cloth|weaver|garment-maker|520832|2025-12-15|8000||before-the-finding
second-importer-shirts|garment-maker|second-importer|620520|2026-01-20|6000|clear|before-the-finding|0|0
old-portugal-shirts|garment-maker|portugal-buyer|620520|2026-02-10|2000||before-the-finding
farm-cotton-again|cotton-farm|second-spinner|520100|2026-02-16|15000||ordinary
cotton|cotton-gin|mill|520100|2026-03-05|10000||region-presumed|1|100|region
yarn|mill|weaver|520512|2026-03-16|4200||tainted|1|100|mill-yarn region
other-yarn|second-spinner|weaver|520512|2026-03-20|4560||ordinary
yarn-again|mill|weaver|520512|2026-03-27|3240||split-consignment|1|100|mill-yarn region
cloth|weaver|garment-maker|520832|2026-04-17|6000||tainted|2|62|mill-yarn region
cloth-again|weaver|garment-maker|520832|2026-04-28|4000||split-consignment|2|62|mill-yarn region
contested-cloth|weaver|second-garment-maker|520832|2026-05-07|2000||contested-link|2|62|mill-yarn region|||i!
contested-shirts|second-garment-maker|third-importer|620520|2026-06-05|2000|ask|contested-link|3|62|mill-yarn region
importer-shirts|garment-maker|importer|620520|2026-06-12|5000|hold|tainted|3|62|mill-yarn region
unseen-shirts|third-supplier|importer|620520|2026-06-15|1800|not-traceable|no-upstream-data
outward-shirts|garment-maker|trading-house|620520|2026-06-26|3000||tainted|3|62|mill-yarn region
portugal-shirts|garment-maker|portugal-buyer|620520|2026-06-30|2000||tainted|3|62|mill-yarn region
re-exported-shirts|trading-house|third-importer|620520|2026-07-10|3000|hold|re-export|4|62|mill-yarn region|bd|my
looms|weaver|third-importer|844630|2026-07-03|5600|not-traceable|other-product

old-steel|steel-maker|parts-maker|722830|2025-10-06|20000||ordinary
early-gears|parts-maker|partner-buyer|848340|2025-12-01|6000|not-traceable|origin-unseen|0|0
steel|steel-maker|parts-maker|722830|2026-03-10|20000||ordinary
gears|parts-maker|partner-buyer|848340|2026-04-20|7000|hold|debt-bondage|1|100|parts-bondage
gears-again|parts-maker|partner-buyer|848340|2026-05-18|6500|hold|debt-bondage|1|100|parts-bondage
late-steel|steel-maker|parts-maker|722830|2026-09-04|9000||ordinary
late-gears|parts-maker|partner-buyer|848340|2026-10-05|6000|not-traceable|origin-unseen|0|0

lead|lead-recycler|battery-maker|780110|2026-02-12|15000||environment|1|100|poisoning stream
lead-again|lead-recycler|battery-maker|780110|2026-04-22|15000||environment|1|100|poisoning stream
batteries|battery-maker|battery-importer|850710|2026-05-25|18000|ask|environment|2||poisoning stream
batteries-again|battery-maker|battery-importer|850710|2026-06-22|18000|ask|environment|2||poisoning stream
batteries-resold|battery-importer|builder|850710|2026-07-06|3000||environment|3||poisoning stream

old-paste|paste-maker|sauce-maker|200290|2026-02-05|9000||before-the-finding
old-ketchup|sauce-maker|food-importer|210320|2026-02-24|12000|not-traceable|origin-unseen|0|0
paste|paste-maker|sauce-maker|200290|2026-03-18|18000||region-presumed|1|100|region
ketchup|sauce-maker|food-importer|210320|2026-04-30|24000|hold|region-presumed|2||region

palm-oil|palm-mill|soap-maker|151190|2026-03-11|16000||good-at-risk|1|100|palm-oil
soap|soap-maker|third-importer|340111|2026-05-15|14000|ask|good-at-risk|2||palm-oil

wheels|wheel-maker|builder|870870|2026-05-11|9000|hold|owned-by-listed|1|100|listed-1
flooring|flooring-maker|builder|391810|2026-05-20|18000|hold|owned-in-aggregate|1|100|listed-2 listed-3
"""
"""part|seller|buyer|HS|day|kg|disposition|why|tiers|share %|findings|origin|consigned|sure"""

LINES = tuple(_line(row) for row in _cells(_LINES))

_HABITS = """
3|1800-4200|other-product|knitter garment-maker 600632|garment-maker importer 610990 not-traceable
2|1500-3000|other-product|knitter garment-maker 600632|garment-maker second-importer 610990 not-traceable
1|800-1500|other-product|knitter garment-maker 600632|garment-maker importer 610990 not-traceable|importer portugal-buyer 610990 not-traceable
2|9000-18000|below-half|resin-maker second-flooring-maker 390410|second-flooring-maker builder 391810 not-traceable
2|900-2400|ordinary|third-supplier trading-house 610990|trading-house third-importer 610990 not-traceable
2|500-1500|no-upstream-data|partner-buyer parts-maker 848210 not-traceable
2|3000-6000|ordinary|second-spinner portugal-buyer 520512
1|4000-9000|ordinary|steel-maker builder 722830
"""
"""times|kg|why|seller buyer HS disposition, step after step"""

HABITS = tuple(_habit(row) for row in _cells(_HABITS))
