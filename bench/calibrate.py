"""Learn the weights of the scorer from labelled names: `python -m bench.calibrate [--write]`.

Trains on the shared half of the test bed, official names in two scripts, labelled Chinese pairs, and our own changes to
test-bed names that no query uses. Prints held-out figures by folds over queries; with --write stores the model that was
trained on everything.
"""

import argparse
import csv
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.perturb import ALL
from bench.shared import shared_data
from tadasu.demo import world
from tadasu.names import WordClass, known_words
from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.screening import Index, compare
from tadasu.screening._facts_kernel import ACROSS, LEAST_ODDS, describe, relation
from tadasu.screening._features import FEATURES
from tadasu.screening._model import RELATIONS, Model

FOLDS = 5
STRENGTH = (0.5, 1.0, 0.1)
"""Inverse of the penalty on standardised weights, a relation each."""
LEAST_SPREAD = 0.03
"""Spread that a feature is standardised by at least, so that one that is hardly ever there gets no huge weight."""
SIGNS = {"+": (0.0, None), "-": (None, 0.0), "~": (None, None)}
"""Bounds of a weight by the sign of its feature."""
HEAVY = (0.0, 4.0, 4.0)
"""Nats that a feature of the sign -- takes off at least, a relation each. Place and trade alone never make a company the
same: the labelled true pairs hold translated brands, the unlabelled ones hide how many neighbours a mill has."""
POSITIVE = (1.0, 24.0, 9.0)
"""Weight of a true pair, a relation each. Across and within other scripts the labelled sets are lists of true pairs with
few labelled false ones, so true pairs count twenty-four and nine times there; their probabilities are that much bolder."""
DOUBTFUL = 0.0
"""Log-odds in nats above which an unlabelled pair across scripts is not taken for a negative."""
SURELY_FALSE = frozenset({"other brand across", "invented names", "strangers"})
INVENTED_WORLDS = range(1, 41)
STRANGERS = 8000
MODEL_FILE = Path(__file__).parents[1] / "src" / "tadasu" / "screening" / "data" / "model.json"


@dataclass(frozen=True)
class Labelled:
    """Candidate pairs of one source: features, truth, query number, weight; and the queries that recall is counted over."""

    source: str
    features: NDArray[np.float32]
    relation: NDArray[np.int8]
    truth: NDArray[np.bool_]
    query: NDArray[np.int32]
    weight: float
    counted: frozenset[int]


def entity(key: str, *names: str) -> Entity:
    """A listed entity with these names."""
    origin = Origin(list_id=ListId("bench"), row=1)
    return Entity(id=EntityId(key), schema="Company", name=names[0], aliases=tuple(names[1:]), origin=origin)


def bed() -> tuple[list[Entity], list[dict[str, str]]]:
    """The 100,000 listed names and the labelled queries."""
    listed = pl.read_parquet(shared_data() / "names" / "bench100k_list.parquet")
    entities = [entity(key, name) for key, name in zip(listed["id"], listed["name"], strict=True)]
    with (shared_data() / "names" / "bench100k_queries.csv").open(encoding="utf-8") as file:
        return entities, list(csv.DictReader(file))


def rows(
    source: str, index: Index, asked: list[tuple[str, set[str]]], weight: float, *, aside: frozenset[str] = frozenset()
) -> Labelled:
    """Candidate pairs of queries (name, ids of the true entities; empty for a negative); recall leaves out `aside`."""
    distinct = list(dict.fromkeys(name for name, _ in asked))
    truths: dict[str, set[str]] = {}
    for name, same in asked:
        truths.setdefault(name, set()).update(same)
    blank = Model("none", np.zeros(3, np.int64), np.zeros((3, len(FEATURES))))
    pairs = compare(distinct, index, floor=LEAST_ODDS, weights=blank, facts=True)
    features = np.zeros((len(pairs.name), len(FEATURES)), np.float32)
    truth = np.zeros(len(pairs.name), np.bool_)
    kind = np.zeros(len(pairs.name), np.int8)
    spans = index.documents.name_offsets
    for row in range(len(pairs.name)):
        describe(pairs.facts[row], features[row])
        kind[row] = relation(pairs.facts[row])
        document = pairs.document[row]
        names = index.documents.name[spans[document] : spans[document + 1]]
        keys = {index.entities[index.name_entity[name]].id for name in names}
        truth[row] = bool(keys & truths[distinct[pairs.name[row]]])
    counted = frozenset(i for i, name in enumerate(distinct) if truths[name] and name not in aside)
    return Labelled(source, features, kind, truth, pairs.name, weight, counted)


def sources() -> list[Labelled]:
    """Everything we train on."""
    entities, queries = bed()
    index = Index.build(entities)
    asked = [(row["query"], {row["truth_id"]} if row["truth_id"] else set()) for row in queries]
    aliases = frozenset(row["query"] for row in queries if row["kind"].startswith("real_alias"))
    out = [rows("bed", index, asked, 1.0, aside=aliases)]
    rng = random.Random(20261122)
    changed = [
        (ALL[kind](one.name, rng), {one.id})
        for one, kind in zip(rng.sample(entities, 4400), sorted(ALL) * 400, strict=False)
    ]
    out.append(rows("own changes", index, [(name, set(map(str, ids))) for name, ids in changed], 0.35))
    out += [short_lists(entities, queries), *moved(index, entities)]
    scripts, script_queries = native_pairs()
    wide = Index.build([*entities, *scripts])
    out += [rows(f"native {script}", wide, pairs, 1.0) for script, pairs in script_queries.items()]
    out += [other_brand_across(script_queries, scripts), invented_names(wide)]
    out += turned_round(script_queries, scripts, entities)
    listed, pairs = chinese_pairs()
    out.append(rows("zh-zh", Index.build(listed), pairs, 1.0))
    return out


def short_lists(entities: list[Entity], queries: list[dict[str, str]]) -> Labelled:
    """Queries against lists of 150 names: in a short list every word is rare, and the weights must bear that."""
    rng = random.Random(150)
    named = {listed.id: listed for listed in entities}
    true = [row for row in queries if row["truth_id"] in named and not row["kind"].startswith("real_alias")]
    false = [row for row in queries if not row["truth_id"]]
    parts = []
    for _ in range(12):
        chosen = rng.sample(true, 60)
        listed = {row["truth_id"]: named[EntityId(row["truth_id"])] for row in chosen}
        listed |= {other.id: other for other in rng.sample(entities, 90)}
        asked = [(row["query"], {row["truth_id"]}) for row in chosen]
        asked += [(row["query"], set()) for row in rng.sample(false, 60)]
        asked += [(listed_too.name, set()) for listed_too in rng.sample(entities, 60) if listed_too.id not in listed]
        parts.append(rows("short lists", Index.build(list(listed.values())), asked, 0.5))
    return joined("short lists", [*parts, *one_town(entities, rng)])


def one_town(entities: list[Entity], rng: random.Random) -> list[Labelled]:
    """Lists of 150 firms of one town, asked for changed names of theirs and for other firms of the town."""
    by_place: dict[str, list[Entity]] = {}
    places = {word for word, (_, kind) in known_words().items() if kind is WordClass.PLACE and len(word) > 4}
    for one in entities:
        for word in {word.lower() for word in one.name.split()} & places:
            by_place.setdefault(word, []).append(one)
    towns = [town for town, firms in sorted(by_place.items()) if len(firms) >= 400]
    parts = []
    for town in rng.sample(towns, 10):
        firms = rng.sample(by_place[town], 270)
        listed, others = firms[:150], firms[150:]
        kinds = rng.choices(sorted(ALL), k=80)
        asked = [(ALL[kind](one.name, rng), {str(one.id)}) for kind, one in zip(kinds, listed, strict=False)]
        asked += [(one.name, set()) for one in others]
        parts.append(rows("short lists", Index.build(listed), asked, 0.5))
    return parts


def joined(source: str, parts: list[Labelled]) -> Labelled:
    """Several tables as one, queries numbered on."""
    starts = np.cumsum([0, *(int(part.query.max(initial=0)) + 1 for part in parts)])
    return Labelled(
        source,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.relation for part in parts]),
        np.concatenate([part.truth for part in parts]),
        np.concatenate([part.query + np.int32(start) for part, start in zip(parts, starts, strict=False)]),
        parts[0].weight,
        frozenset(query + int(start) for part, start in zip(parts, starts, strict=False) for query in part.counted),
    )


def moved(index: Index, entities: list[Entity]) -> list[Labelled]:
    """Listed names with their place exchanged, or the end of their brand: another firm, as far as a name can tell."""
    rng = random.Random(7)
    places = {word for word, (_, kind) in known_words().items() if kind is WordClass.PLACE and len(word) > 4}
    by_place = [one for one in rng.sample(entities, 20_000) if any(word.lower() in places for word in one.name.split())]
    found = sorted({word for one in by_place for word in one.name.split() if word.lower() in places})
    asked: list[tuple[str, set[str]]] = []
    for one in by_place[:900]:
        words = one.name.split()
        at = next(i for i, word in enumerate(words) if word.lower() in places)
        asked.append((" ".join([*words[:at], rng.choice(found), *words[at + 1 :]]), set()))
    others: list[tuple[str, set[str]]] = []
    for one in rng.sample(entities, 500):
        words = one.name.split()
        longest = max(range(len(words)), key=lambda i: len(words[i]) if words[i].lower() not in known_words() else 0)
        other = rng.choice(entities).name.split()[0].lower()
        if len(words[longest]) >= 7 and len(other) >= 5:
            words[longest] = words[longest][: -len(words[longest]) // 3] + other[-3:]
            others.append((" ".join(words), set()))
    return [rows("other place", index, asked, 0.5), rows("other brand", index, others, 0.15)]


def other_brand_across(asked: dict[str, list[tuple[str, set[str]]]], listed: list[Entity]) -> Labelled:
    """Native names against short lists of their own Latin names with the brand exchanged: place and trade are no match."""
    rng = random.Random(99)
    names = {str(one.id): one.name for one in listed}
    unknown = {key: [word for word in name.split() if word.lower() not in known_words()] for key, name in names.items()}
    brand = {key: words[0] if len(words) == 1 else "" for key, words in unknown.items()}
    brands = sorted({word for word in brand.values() if len(word) >= 4})
    parts = []
    for script in sorted(asked):
        pairs = [(native, min(keys)) for native, keys in asked[script] if len(brand[min(keys)]) >= 4][:600]
        for start in range(0, len(pairs), 150):
            part = pairs[start : start + 150]
            own = {brand[key].lower() for _, key in part}
            strange = [word for word in brands if word.lower() not in own]
            changed = [names[key].replace(brand[key], rng.choice(strange)) for _, key in part]
            index = Index.build([entity(f"x{number}", name) for number, name in enumerate(changed)])
            parts.append(rows("other brand across", index, [(native, set()) for native, _ in part], 9.0))
    return joined("other brand across", parts)


def invented_names(index: Index) -> Labelled:
    """Names of invented companies in other scripts against the real list: all of their matches are false."""
    made = [one for seed in INVENTED_WORLDS for one in world(seed).suppliers]
    names = dict.fromkeys(one.name for one in made if not one.name.isascii())
    return rows("invented names", index, [(name, set()) for name in names], 1.0)


def turned_round(
    asked: dict[str, list[tuple[str, set[str]]]], latin: list[Entity], others: list[Entity]
) -> list[Labelled]:
    """The same pairs with the native name listed and the Latin one asked, and Latin names of strangers asked beside them.

    A stranger is a listed company of the test bed whose name is not even a little like a Latin name of the list.
    """
    natives: dict[str, list[str]] = {}
    for pairs in asked.values():
        for native, keys in pairs:
            for key in keys:
                natives.setdefault(key, []).append(native)
    index = Index.build([entity(key, *dict.fromkeys(names)) for key, names in sorted(natives.items())])
    own = [(name, {str(one.id)}) for one in latin for name in one.names if str(one.id) in natives]
    names = [one.name for one in random.Random(6).sample(others, STRANGERS)]
    known = compare(names, Index.build(latin), floor=-2000)
    strangers = sorted(set(range(len(names))) - set(known.name.tolist()))
    return [
        rows("turned round", index, own, 1.0),
        rows("strangers", index, [(names[i], set()) for i in strangers], 15.0),
    ]


def cleaned(sources: list[Labelled]) -> list[Labelled]:
    """The sources without likely label errors across scripts.

    The lists name one party many times (other spelling, other alias), and only some of these are labelled as the same.
    Reading the 45 most probable 'false' pairs of each script, all 45 Cyrillic and 43 Japanese ones turned out to be the
    same party. So pairs across scripts that a first model holds for more likely than not are not used as negatives.
    """
    weights, base = fit(sources, [np.ones(len(one.truth), np.bool_) for one in sources])
    out = []
    for one in sources:
        doubtful = (
            (one.relation == ACROSS)
            & ~one.truth
            & (one.source not in SURELY_FALSE)
            & (weigh(one, weights, base) > DOUBTFUL)
        )
        keep = ~doubtful
        out.append(
            replace(
                one,
                features=one.features[keep],
                relation=one.relation[keep],
                truth=one.truth[keep],
                query=one.query[keep],
            )
        )
    return out


def native_pairs() -> tuple[list[Entity], dict[str, list[tuple[str, set[str]]]]]:
    """Latin names to be listed, and native names by script with the ids of their Latin names."""
    with (shared_data() / "names" / "eu_cross_script_pairs.csv").open(encoding="utf-8") as file:
        table = [(row["script"], row["native_name"], _parts(row["latin_names"])) for row in csv.DictReader(file)]
    owner: dict[str, int] = {}
    group = list(range(len(table)))
    for number, (_, native, names) in enumerate(table):
        for name in (native, *names):
            other = owner.setdefault(name.casefold(), number)
            group = (
                [group[other] if g == group[number] else g for g in group] if group[other] != group[number] else group
            )
    listed = [entity(f"eu{number}", *names) for number, (_, _, names) in enumerate(table)]
    asked: dict[str, list[tuple[str, set[str]]]] = {}
    for number, (script, native, _) in enumerate(table):
        same = {f"eu{other}" for other in range(len(table)) if group[other] == group[number]}
        asked.setdefault(script, []).append((native, same))
    katakana, japanese = katakana_pairs()
    asked["katakana"] = japanese
    return [*listed, *katakana], asked


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def katakana_pairs() -> tuple[list[Entity], list[tuple[str, set[str]]]]:
    """METI's Japanese names of foreign parties and their Latin names."""
    listed, asked = [], []
    with (shared_data() / "lists" / "meti_russia_specified_entities_2025-09-12.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            native = row["name_ja"].split("(別称")[0].split("（別称")[0].strip()
            latin = row["name_en"].split(", a.k.a.")[0].strip()
            if native and latin:
                listed.append(entity(f"meti{row['no']}", latin))
                asked.append((native, {f"meti{row['no']}"}))
    return listed, asked


def chinese_pairs() -> tuple[list[Entity], list[tuple[str, set[str]]]]:
    """Second names of the labelled pairs as the list, first names as queries; false pairs are negatives."""
    with (shared_data() / "names" / "zh_company_pairs.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    listed = [entity(f"zh{i}", row["name_b"]) for i, row in enumerate(table)]
    same: dict[str, set[str]] = {}
    for i, row in enumerate(table):
        same.setdefault(row["name_a"], set()).update({f"zh{i}"} if row["same_company"] == "true" else set())
    return listed, list(same.items())


def fit(sources: list[Labelled], keep: list[NDArray[np.bool_]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights in units of the features, and the intercepts, both in nats; a row a relation."""
    rows = [
        fit_one(sources, kind, [k & (one.relation == kind) for one, k in zip(sources, keep, strict=True)])
        for kind in range(len(RELATIONS))
    ]
    return np.array([weights for weights, _ in rows]), np.array([base for _, base in rows])


def fit_one(sources: list[Labelled], kind: int, keep: list[NDArray[np.bool_]]) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of one relation."""
    features = np.concatenate([one.features[k] for one, k in zip(sources, keep, strict=True)]).astype(np.float64)
    truth = np.concatenate([one.truth[k] for one, k in zip(sources, keep, strict=True)])
    weight = np.concatenate([np.full(int(k.sum()), one.weight) for one, k in zip(sources, keep, strict=True)])
    weight = weight * np.where(truth, POSITIVE[kind], 1.0)
    mean, spread = features.mean(0), np.maximum(features.std(0), LEAST_SPREAD)
    scaled = np.asarray((features - mean) / spread, np.float32)
    return minimise(scaled, truth, weight, STRENGTH[kind], mean, spread, heavy=HEAVY[kind])


def minimise(
    scaled: NDArray[np.float32],
    truth: NDArray[np.bool_],
    weight: NDArray[np.float64],
    strength: float,
    mean: NDArray[np.float64],
    spread: NDArray[np.float64],
    *,
    heavy: float,
) -> tuple[NDArray[np.float64], float]:
    """Logistic regression in which agreement can only speak for a pair and loss only against it.

    Without the signs, features that move together in the long list (a misspelt brand is always as rare as any other)
    get large weights of opposite sign, and in a short list nonsense comes out.
    """
    target = truth.astype(np.float64)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = np.asarray(scaled @ np.asarray(point[:-1], np.float32), np.float64) + point[-1]
        value = (weight * (np.logaddexp(0, odds) - target * odds)).sum() + (point[:-1] ** 2).sum() / (2 * strength)
        error = weight * (1 / (1 + np.exp(-odds)) - target)
        return float(value), np.append(np.asarray(error, np.float32) @ scaled + point[:-1] / strength, error.sum())

    bounds = [
        (None, -heavy * width) if feature.sign == "--" else SIGNS[feature.sign]
        for feature, width in zip(FEATURES, spread.tolist(), strict=True)
    ]
    start = np.array([min(high or 0.0, 0.0) for _, high in bounds] + [0.0])
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)], options={"maxiter": 300, "ftol": 1e-8}
    )
    weights = found.x[:-1] / spread
    return weights, float(found.x[-1] - (weights * mean).sum())


def held_out(sources: list[Labelled]) -> list[NDArray[np.float64]]:
    """Log-odds of every pair from a model that saw none of its query's pairs."""
    odds = [np.zeros(len(one.truth)) for one in sources]
    for fold in range(FOLDS):
        keep = [one.query % FOLDS != fold for one in sources]
        weights, base = fit(sources, keep)
        for one, mask, out in zip(sources, keep, odds, strict=True):
            out[~mask] = weigh(one, weights, base)[~mask]
    return odds


def weigh(one: Labelled, weights: NDArray[np.float64], base: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds in nats."""
    odds: NDArray[np.float64] = (one.features.astype(np.float64) * weights[one.relation]).sum(1) + base[one.relation]
    return odds


def report(sources: list[Labelled], odds: list[NDArray[np.float64]]) -> None:
    """Held-out figures of each source."""
    for one, value in zip(sources, odds, strict=True):
        hit = share_found(one, one.truth)
        print(f"{one.source:16} pairs {len(one.truth):6}  candidate recall {hit:.3f}", end="")
        for precision in (0.8, 0.9, 0.95):
            print(f"  recall@{precision:.2f} {recall_at(one, value, precision):.3f}", end="")
        chance = 1 / (1 + np.exp(-value))
        order = np.argsort(chance)
        worst = max(
            (abs(chance[part].mean() - one.truth[part].mean()) for part in bins(order)),
            default=float("nan"),
        )
        print(f"  worst bin of 200 {worst:.3f}  recall at p>=.7 {share_found(one, chance >= 0.7):.3f}")


def share_found(one: Labelled, chosen: NDArray[np.bool_]) -> float:
    """Share of the counted queries with a true pair among the chosen."""
    return len(one.counted & set(one.query[chosen & one.truth].tolist())) / max(len(one.counted), 1)


def bins(order: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Runs of 200 or more pairs of like probability."""
    count = max(len(order) // 200, 0)
    return list(np.array_split(order, count)) if count else []


def recall_at(one: Labelled, value: NDArray[np.float64], precision: float) -> float:
    """Share of true queries found at the lowest threshold whose alerts reach a precision."""
    order = np.argsort(-value, kind="stable")
    good = np.cumsum(one.truth[order])
    reached = np.flatnonzero(good / np.arange(1, len(order) + 1) >= precision)
    if not reached.size:
        return 0.0
    chosen = np.zeros(len(value), np.bool_)
    chosen[order[: reached[-1] + 1]] = True
    return share_found(one, chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    labelled = cleaned(cleaned(sources()))
    report(labelled, held_out(labelled))
    if args.write:
        weights, base = fit(labelled, [np.ones(len(one.truth), np.bool_) for one in labelled])
        relations = {
            name: {
                "base": round(float(base[kind]) * 1000),
                "weights": {
                    feature.name: round(float(w), 5) for feature, w in zip(FEATURES, weights[kind], strict=True)
                },
            }
            for kind, name in enumerate(RELATIONS)
        }
        note = {"version": "2", "relations": relations}
        MODEL_FILE.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
