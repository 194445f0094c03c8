"""Incidents for `bench.incidents`: invented, in Japanese, English and Chinese, with a few hundred characters each."""

import csv
import random
from pathlib import Path

SEED = 20_261_126
HEAD = (
    "事案番号",
    "件名",
    "概要",
    "侵害の種類",
    "国",
    "場所",
    "会社名",
    "品目コード",
    "発生日",
    "人数",
    "業種",
    "出典",
)

WANTED = ("錠前", "龙门吊", "padlocked", "withheld passports")
"""What is looked for: two signs, three signs, a word, two words. One incident of `EACH` holds each."""

EACH = 200

_WORDS = {
    "ja": (
        "工場の 労働者は 夜の間 門の 外へ 出られず 監督が 旅券を 集め 賃金は 四か月 遅れ 寮の 窓は 閉ざされ "
        "残業は 毎日 続き 食事は 足りず 通報した 人は 異動 させられた 縫製の 班では 子どもも 働き 薬品の 匂いが 強かった"
    ),
    "zh": (
        "工厂 的 工人 夜里 不能 出门 护照 被 收走 工资 拖欠 四个月 宿舍 窗户 封闭 每天 加班 "
        "食物 不足 举报 的 人 被 调走 缝纫 车间 有 儿童 劳动 化学 气味 很 重"
    ),
    "en": (
        "workers of the factory could not leave at night the supervisor collected passports wages came four months late "
        "windows of the dormitory were shut overtime went on every day food was short who complained was moved children "
        "worked in the sewing unit and the smell of chemicals was strong"
    ),
}
_ISSUES = ("強制労働", "児童労働", "forced labour", "旅券の取り上げ", "汚染", "童工", "something else")
_COUNTRIES = ("中国", "Viet Nam", "バングラデシュ", "India", "ミャンマー", "どこか")
_PLACES = ("Hotan", "新疆", "Dhaka", "", "工場の裏")
_GOODS = ("5201", "5205.11", "6109.10", "8541.43", "")
_SECTORS = ("縫製", "textile", "electronics", "農業", "")


def write(path: Path, count: int) -> None:
    """A CSV of so many."""
    drawn = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEAD)
        for number in range(count):
            rows.writerow(_row(drawn, number))


def _row(drawn: random.Random, number: int) -> list[str]:
    told = ("ja", "zh", "en")[number % 3]
    words = drawn.choices(_WORDS[told].split(), k=60 if told == "en" else 80)
    for at, wanted in enumerate(WANTED):
        if number % EACH == at:
            words[drawn.randrange(len(words))] = wanted
    sign = " " if told == "en" else ""
    title = sign.join(words[:6])
    day = f"{drawn.randint(2015, 2025)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
    return [
        *(f"K-{number}", f"{title} {number}", sign.join(words), drawn.choice(_ISSUES), drawn.choice(_COUNTRIES)),
        *(
            drawn.choice(_PLACES),
            f"Invented {drawn.randrange(900)}",
            drawn.choice(_GOODS),
            day,
            str(drawn.randint(1, 400)),
        ),
        *(drawn.choice(_SECTORS), f"Invented Monitor {drawn.randrange(40)}"),
    ]
