"""Invented brands: a head and a tail that no real firm is known to join.

Han and kanji brands join rare but readable characters (an animal or a plant with a tree or a tool), the others are
syllables that mean nothing. A head serves one firm of a world only, so two brands with the same head are a trap that
was laid on purpose.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from tadasu.demo._dice import mixed, pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Half a brand in its own script and in Latin letters.

    `other` is its katakana (Latin brands) or Han (Uyghur brands); `homophones` are other characters of the same pinyin.
    """

    native: str
    latin: str
    other: str = ""
    homophones: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A brand of a culture: `zh`, `ug`, `ja`, `ko`, `vi`, `ru` or `latin`."""

    culture: str
    head: Part
    tail: Part

    @property
    def native(self) -> str:
        """In its own script."""
        return self.head.native + (" " if self.culture == "vi" else "") + self.tail.native

    @property
    def latin(self) -> str:
        """In plain Latin letters, as an English name writes it."""
        if self.culture == "vi":
            return f"{self.head.latin} {self.tail.latin}"
        return (self.head.latin + self.tail.latin).capitalize()

    @property
    def other(self) -> str:
        """In katakana or, for Uyghur, Han."""
        return self.head.other + self.tail.other


# 貂 is the marten, 楮 the paper mulberry, 陵 a hill. In the third column are other characters of the same pinyin.
_ZH_HEADS = """
貂 diao 雕凋|獬 xie 榭屑|螭 chi 墀坻|鲲 kun 坤琨|隼 sun 榫笋|鹳 guan 涫莞|貔 pi 砒铍|箬 ruo 偌鄀|骓 zhui 锥惴
樽 zun 鳟遵|穗 sui 邃燧|筌 quan 荃泉|濯 zhuo 镯灼|囷 qun 逡裙|栾 luan 鸾峦|蕤 rui 甤桵|朔 shuo 槊铄|岑 cen 涔梣
淙 cong 琮枞|葵 kui 逵夔|蓼 liao 寮獠|麝 she 畲赊|犛 mao 旄髦|猱 nao 硇铙|鳜 gui 珪闺|鹈 ti 绨荑|橐 tuo 佗驼
鼐 nai 耐奈|蓠 li 醨篱|苘 qing 檠顷|臬 nie 颞蹑|嵬 wei 薇巍|楂 zha 渣喳|崤 xiao 潇绡|帑 tang 棠螳|薮 sou 叟嗖
骈 pian 翩谝|荸 bi 壁璧|蔻 kou 叩扣|鹭 lu 璐麓|砻 long 茏珑|笕 jian 涧谏|鹮 huan 獾鬟|螯 ao 鳌骜|蛩 qiong 穹琼
荻 di 镝笛|蒯 kuai 哙脍|蘘 rang 瓤禳|黍 shu 墅署|鼋 yuan 垣鸢|鼹 yan 偃琰|龛 kan 刊勘|龠 yue 钺岳|羯 jie 碣桀
翮 he 阖涸|耜 si 泗驷|簪 zan 赞瓒|粲 can 璨灿|糅 rou 柔鞣|纛 dao 稻焘|舸 ge 阁葛|艄 shao 梢芍
"""
_ZH_MIDDLES = """
楮 chu 杵|柘 zhe 蔗|榧 fei 翡|楸 qiu 虬|祚 zuo 阼|栲 kao 犒|桕 jiu 鹫|桫 suo 蓑|檩 lin 廪|桷 jue 玦|栩 xu 煦
枘 rui 蚋|楝 lian 涟|榷 que 鹊|杼 zhu 渚|桴 fu 凫
"""
_ZH_ENDS = """
陵 ling 玲|湾 wan 弯|岗 gang 钢|坞 wu 武|川 chuan 船|塘 tang 糖|坪 ping 瓶|崖 ya 牙|溪 xi 锡|汀 ting 听
滩 tan 摊|沟 gou 钩|津 jin 锦|泽 ze 则|渡 du 杜
"""
_JA_HEADS = """
梟 fukuro|碓 usu|簗 yana|樅 momi|鵤 ikaru|樒 shikimi|榧 kaya|椴 todo|蓼 tade|薺 nazuna|鶫 tsugumi|鵯 hiyo|楮 kozo
"""
_JA_TAILS = "畦 aze|堰 zeki|杵 gine|竿 zao|竈 gama"
_LATIN_HEADS = """
Tulve トゥルヴェ|Kelvu ケルヴ|Zarbo ザルボ|Vorgu ヴォルグ|Pelgu ペルグ|Grezo グレゾ|Brumdo ブルムド|Nalzu ナルズ
Sovka ソヴカ|Rugme ルグメ|Yasmo ヤスモ|Melgra メルグラ|Skarvu スカルヴ|Plivde プリヴデ|Gandru ガンドル
Darvo ダルヴォ|Nezbu ネズブ|Balgro バルグロ|Ternzu テルンズ|Dolbra ドルブラ|Zumka ズムカ|Prazgo プラズゴ
Rovlu ロヴル|Tazgo タズゴ|Nivgo ニヴゴ|Vusmo ヴスモ|Pozvu ポズヴ|Lugdra ルグドラ|Fazmo ファズモ
Yorgza ヨルグザ|Kemblu ケンブル|Zedmu ゼドム|Ruzbo ルズボ|Galdvo ガルドヴォ|Temgra テムグラ|Dimvo ディムヴォ
Fendru フェンドル|Rakvo ラクヴォ|Mezdra メズドラ
"""
_LATIN_TAILS = """
dan ダン|mek メク|nost ノスト|vil ヴィル|gast ガスト|nuk ヌク|rel レル|ket ケト|bern ベルン|tam タム
"""
_RU_HEADS = """
Зурбен zurben|Тарвун tarvun|Грумиз grumiz|Шелбок shelbok|Жувар zhuvar|Кродам krodam|Мезгул mezgul|Пурвен purven
Чегнал chegnal|Лозбут lozbut|Дубрем dubrem|Хабзен khabzen|Нозгар nozgar|Вулдом vuldom|Бузгел buzgel
Турзаб turzab|Фелкур felkur|Сарбуз sarbuz
"""
_RU_TAILS = """
ифуж ifuzh|идрол idrol|онвер onver|уграм ugram|елпаг elpag|амбуз ambuz|ожвут ozhvut|ундек undek|обрыс obrys
арлум arlum|икруш ikrush|устов ustov|оскуд oskud|урмаб urmab|акшер aksher|олтуз oltuz|ивдар ivdar
"""
_UG_HEADS = """
تۇمزە tumze 图泽|زەكلۇ zeklu 泽克鲁|لوشبى loshbi 洛什比|سەپمۇ sepmu 赛普穆|گۇردە gurde 古尔德|نوقلى noqli 诺克力
بۇزدا buzda 布孜达
"""
_UG_TAILS = "رىم rim 里木|كات kat 卡特|لۇن lun 伦|مەك mek 麦克"
_KO_HEADS = "뫼늘 moeneul|둘샘 dulsaem|누벼 nubyeo|처갈 cheogal|푸섬 puseom|소덤 sodeom"
_KO_TAILS = "바 ba|드 deu|노 no|터 teo"
_VI_HEADS = "Khuyến Khuyen|Thước Thuoc|Chuốt Chuot|Quýnh Quynh|Nhượng Nhuong|Giềng Gieng|Ngoạm Ngoam"
_VI_TAILS = "Ghềnh Ghenh|Rạng Rang|Quéo Queo|Khế Khe|Mướp Muop|Đọt Dot|Trĩu Triu"

# Firms that only trade have heads of their own, so that the supplier file does not move when one joins them.
_CAST_ZH_HEADS = "罱 lan 岚澜|鹇 xian 娴痫|罾 zeng 憎缯|鲂 fang 舫仿|耒 lei 磊蕾|艨 meng 濛幪"
_CAST_JA_HEADS = "鶸 hiwa|椨 tabu|鶲 hitaki|櫨 haze|鵺 nue|鼬 itachi|椹 sawara"
_CAST_LATIN_HEADS = """
Wuzgda ウズグダ|Vembra ヴェンブラ|Drenzo ドレンゾ|Plugmo プルグモ|Skelbu スケルブ|Targzo タルグゾ|Jozgru ジョズグル
Grivzo グリヴゾ|Folbru フォルブル|Yelzgo イェルズゴ|Chuvmo チュヴモ|Bremzu ブレムズ
"""
_CAST_UG_HEADS = "پەزمۇ pezmu 佩兹穆|دۇلبا dulba 杜尔巴|كىلدۇ kildu 基尔杜"
_CAST_KO_HEADS = "겨눔 gyeonum|쇠담 soedam|벼랄 byeoral|누틈 nuteum"


def _rows(table: str) -> list[list[str]]:
    return [row.split() for line in table.split("\n") for row in line.split("|") if row.strip()]


def _native(table: str) -> tuple[Part, ...]:
    return tuple(Part(native=row[0], latin=row[1], other="".join(row[2:])) for row in _rows(table))


def _han(table: str) -> tuple[Part, ...]:
    return tuple(Part(native=row[0], latin=row[1], homophones=row[2]) for row in _rows(table))


def _joined(one: Part, other: Part) -> Part:
    return Part(
        native=one.native + other.native,
        latin=one.latin + other.latin,
        homophones=one.homophones + other.homophones,
    )


def _latin(table: str) -> tuple[Part, ...]:
    return tuple(Part(native=row[0], latin=row[0], other=row[1]) for row in _rows(table))


HEADS: dict[str, tuple[Part, ...]] = {
    "ja": _native(_JA_HEADS),
    "ko": _native(_KO_HEADS),
    "latin": _latin(_LATIN_HEADS),
    "ru": _native(_RU_HEADS),
    "ug": _native(_UG_HEADS),
    "vi": _native(_VI_HEADS),
    "zh": _han(_ZH_HEADS),
}
CAST_HEADS: dict[str, tuple[Part, ...]] = {
    "ja": _native(_CAST_JA_HEADS),
    "ko": _native(_CAST_KO_HEADS),
    "latin": _latin(_CAST_LATIN_HEADS),
    "ug": _native(_CAST_UG_HEADS),
    "zh": _han(_CAST_ZH_HEADS),
}
TAILS: dict[str, tuple[Part, ...]] = {
    "ja": _native(_JA_TAILS),
    "ko": _native(_KO_TAILS),
    "latin": _latin(_LATIN_TAILS),
    "ru": _native(_RU_TAILS),
    "ug": _native(_UG_TAILS),
    "vi": _native(_VI_TAILS),
    "zh": tuple(_joined(middle, end) for middle in _han(_ZH_MIDDLES) for end in _han(_ZH_ENDS)),
}


class Brands:
    """Gives out brands; never the same head twice, and no tail again before all its culture's tails are used."""

    def __init__(self, rng: Random, heads: Mapping[str, Sequence[Part]] = HEADS) -> None:
        self._rng = rng
        self._heads = {culture: mixed(rng, own) for culture, own in heads.items()}
        self._tails: dict[str, list[Part]] = {culture: [] for culture in TAILS}

    def new(self, culture: str) -> Brand:
        """A brand nobody else in this world has. Raises IndexError when the heads have run out."""
        head = self._heads[culture].pop()
        tails = self._tails[culture] = self._tails[culture] or mixed(self._rng, TAILS[culture])
        return Brand(culture=culture, head=head, tail=tails.pop())

    def near(self, brand: Brand) -> Brand:
        """Another brand with the same head: it begins alike and ends otherwise."""
        others = [tail for tail in TAILS[brand.culture] if _unlike(tail.latin, brand.tail.latin)]
        return replace(brand, tail=pick(self._rng, others))

    def homophone(self, brand: Brand) -> Brand:
        """A Chinese brand that sounds the same and is written with other characters."""
        head = replace(brand.head, native=pick(self._rng, brand.head.homophones))
        return replace(brand, head=head, tail=replace(brand.tail, native=brand.tail.homophones))


def plain(text: str) -> str:
    """Latin letters without their marks.

    >>> plain("Đường Khuyến")
    'Duong Khuyen'
    """
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _unlike(one: str, other: str) -> bool:
    """Whether no slip of the fingers turns one syllable into the other: they begin with different letters and differ in
    more than that."""
    return one[0] != other[0] and one[1:] != other[1:]
