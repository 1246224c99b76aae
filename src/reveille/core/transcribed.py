"""What may be a foreign name in a script without capitals, and how it may sound: Arabic, Hebrew, Chinese, kana, Hangul.

Such a script says neither which word is a name nor every sound of it: Arabic has no p, Japanese no l. So each word that
may be one gives the few keys that it may have in Latin letters (core.sounds), and the stream keeps those which another
language writes with a capital (core.likeness).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Final

from reveille.core import sounds

READINGS: Final = 8
"""Of one word at most."""
LEAST, LEAST_OF_ANY_WORD = 3, 4
"""Consonants of a name that is told by them; where any word may be one, more."""

_ARABIC_WORD: Final = re.compile(r"[\u0621-\u064a\u067e\u0686\u06a4\u06af]{4,}")
_HEBREW_WORD: Final = re.compile(r"[\u05d0-\u05ea][\u05d0-\u05ea'׳]{2,}")
_HANGUL_WORD: Final = re.compile(r"[\uac00-\ud7a3]{3,}")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30f6\u30fc]{3,}")

_ARABIC: Final = {
    **dict.fromkeys("ءاأإآىيةهعح", ("",)), "ب": ("b", "p"), "ت": ("t",), "ث": ("t",), "ج": ("j", "g"), "خ": ("",),
    "د": ("d",), "ذ": ("d",), "ر": ("r",), "ز": ("z",), "س": ("s",), "ش": ("s",), "ص": ("s",), "ض": ("d",),
    "ط": ("t",), "ظ": ("z",), "غ": ("g",), "ف": ("f", "v"), "ق": ("k",), "ك": ("k",), "ل": ("l",), "م": ("m",),
    "ن": ("n",), "و": ("", "v"), "پ": ("p",), "چ": ("c",), "ڤ": ("v",), "گ": ("g",), "ئ": ("",), "ؤ": ("",),
}  # fmt: skip
_HEBREW: Final = {
    **dict.fromkeys("אהיעח'׳", ("",)), "ב": ("b", "v"), "ג": ("g", ""), "ד": ("d",), "ו": ("", "v"), "ז": ("z",),
    "ט": ("t",), "כ": ("k", ""), "ך": ("k", ""), "ל": ("l",), "מ": ("m",), "ם": ("m",), "נ": ("n",), "ן": ("n",),
    "ס": ("s",), "פ": ("p", "f"), "ף": ("f",), "צ": ("ts", "c"), "ץ": ("ts",), "ק": ("k",), "ר": ("r",), "ש": ("s",),
    "ת": ("t",),
}  # fmt: skip
_PREFIXES: Final = {
    "ar": re.compile("^(?:وال|بال|كال|فال|لل|ال|و|ب|ل|ف)(?=.{4})"),
    "he": re.compile("^[והבלמש](?=.{3})"),
}

_INITIAL: Final = (
    ("g", "k"), ("k",), ("n",), ("d", "t"), ("t",), ("r", "l"), ("m",), ("b", "v"), ("p",), ("s",), ("s",), ("",),
    ("j", "z"), ("j",), ("c", "t"), ("k",), ("t",), ("p", "f"), ("",),
)  # fmt: skip
_FINAL: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "",
)  # fmt: skip
_PARTICLE: Final = re.compile(r"(?<=..)(?:에서|에게|까지|부터|으로|은|는|이|가|을|를|의|에|와|과|도|로)$")

_CHINESE_TABLE: Final = """
阿a 埃e 艾ai 爱ai 安an 昂ang 奥o 澳o 巴ba/pa 班ban 邦bang 包bao 鲍bao 保bao 贝be 本ben 比bi 彼pi 宾bin 波bo/po
伯be/bo 博bo 勃b 布b 茨ts 策ze 达da 戴da 黛da 丹dan 当dang 道do 德d 登den 邓den 迪di 蒂ti 丁din 东don 杜du 顿ton
多do 厄e 恩n 尔l/r 法fa/va 范fan/van 方fan 菲fi 费fe 芬fin/vin 丰fon 冯fon/von 弗f/v 夫v/f 福fo 佛fo 富fu 盖ge
甘gan 冈gan 高go 戈go 哥go 格g 葛g 根gen 贡gon 古gu 瓜gua 圭gi 贵gi 郭go 哈ha 海he 汉han 翰n 豪ho 赫h 黑he 亨hen
洪hon 霍ho 胡hu 华wa 怀wai 惠wi 吉gi/ji 基ki/gi 及gi 加ga/ka 嘉ga 贾ja 简jan 杰je/ge 金kin/gin 津zin 京kin/tin
居kyu 卡ka 凯kai 坎kan 康kan 考ko 科ko 柯ko 可ko 克k 肯ken 孔kon 库ku 夸kua 奎kwi 昆kun 拉la/ra 莱le/re
赖lai/rai 兰lan/ran 朗lan/ran 劳lo/ro 勒l/r 雷re/le 蕾le 黎li/ri 里li/ri 利li/ri 莉li/ri 丽li/ri 理li/ri 立li
廉lyam 连len/ren 列le/re 林lin/rin 琳lin/rin 留ryu/lyu 龙lon/ron 隆lon/ron 卢lu/ru 鲁ru/lu 路lu/ru 伦lun/ren
仑lun 罗ro/lo 洛lo/ro 吕lyu 马ma 玛ma 迈mai 麦mac 曼man 芒mon 毛mau 梅me 美me 门men 蒙mon 米mi 密mi 敏min 明min
摩mo 莫mo 墨mo 默mer/m 姆m 木m 穆mu 纳na 娜na 奈ne 南nan 内ne 尼ni 妮ni 宁nin 纽nyu 努nu 诺no 欧o 帕pa 派pai
潘pan 庞pon 佩pe 彭pen 皮pi 匹p 平pin 珀per 坡po 朴pa 普p/pu 浦p 奇ci/ki 齐ci/zi 奇chi 钱cen 强jon 乔jo/geo
切che 琼jon 丘cu 让jan 热je 日ji 瑞ri/re 若jo 撒sa 萨sa 塞se 赛se/sai 桑san 森son/sen 瑟se/the 沙sa 莎sa 山san
尚san 绍so 舍se 申sen 圣san/saint 盛sen 施s 什s 史s 士s 舒su 斯s 丝s 思s 司s 松son 苏su/soo 孙son 索so 塔ta
泰tai/te 坦tan 汤tom/tan 唐don 陶to 特t 腾ten 提ti 廷tin 通ton 图tu 托to 瓦va/wa 万van 旺wan 威wi/vi 韦we/ve
维vi/wi 魏we 文ven/win 翁on 沃wo/vo 乌u 武vu 西si 希hi/si 席si 锡si/ci 夏sa/ha 香san 肖so 谢se 欣sin 辛sin 兴hin
休hyu 修syu 逊son 雅ya/ja 亚a/ya 延yen 扬yan 杨yan 耶ye/je 叶ye 伊i 依i 易i 因in 英in 永yon 尤yu/ju 尤eu 约yo/jo
云yun 赞zan 泽ze 曾zen 扎za 詹jam/jan 张jan 哲je 珍jen 芝ci 治ge 朱ju/zhu 祖zu 兹z 子z 佐zo
"""
_TRADITIONAL: Final = str.maketrans(
    "愛奧貝賓達東爾範費豐馮蓋岡貢貴漢黃華懷賈簡傑凱庫誇萊賴蘭勞蕾裡麗連劉龍隆盧魯倫羅呂馬瑪邁麥門蒙納"
    "內寧紐諾歐龐奇齊錢強喬瓊讓熱薩賽聖蘇孫湯騰圖託瓦萬維烏錫謝興遜雅亞揚楊葉約雲贊澤詹張茲蒲",
    "爱奥贝宾达东尔范费丰冯盖冈贡贵汉黄华怀贾简杰凯库夸莱赖兰劳蕾里丽连刘龙隆卢鲁伦罗吕马玛迈麦门蒙纳"
    "内宁纽诺欧庞奇齐钱强乔琼让热萨赛圣苏孙汤腾图托瓦万维乌锡谢兴逊雅亚扬杨叶约云赞泽詹张兹普",
)  # fmt: skip


def sounding(words: str, told: frozenset[str], language: str) -> set[str]:
    """The keys that the foreign names of a text may have; words that are ``told`` otherwise are left out."""
    if language in ("ar", "fa", "ur"):
        return set(_spelt(_ARABIC_WORD.findall(words), told, "ar"))
    if language == "he":
        return set(_spelt(_HEBREW_WORD.findall(words), told, "he"))
    if language == "ko":
        return {key for word in _HANGUL_WORD.findall(words) for key in _of_hangul(word)}
    if language == "ja":
        return {key for word in _KATAKANA.findall(words) for key in _of_kana(word)}
    if language == "zh":
        return {key for run in _chinese_runs(words) for key in _of_chinese(run)}
    return set()


def _keys(readings: Iterable[tuple[str, ...]], least: int = LEAST, between: str = "") -> Iterator[str]:
    """The keys that have enough consonants, of a word's readings sign by sign, with a vowel ``between`` them."""
    for spelt in islice(product(*readings), READINGS):
        key = sounds.key_of_name(between.join(one for one in spelt if one))
        if len(key) >= least:
            yield key


def _spelt(words: Iterable[str], told: frozenset[str], kind: str) -> Iterator[str]:
    for word in words:
        if word not in told:
            for form in {word, _PREFIXES[kind].sub("", word)}:
                yield from _of_consonants(form, kind)


@functools.lru_cache(maxsize=50_000)
def _of_consonants(word: str, kind: str) -> tuple[str, ...]:
    letters = _ARABIC if kind == "ar" else _HEBREW
    readings = [letters.get(sign, ("",)) for sign in word]
    if readings and word[0] in "وו":
        readings[0] = ("v",)
    return tuple(dict.fromkeys(key for key in _keys(readings, LEAST_OF_ANY_WORD, "a") if "a" not in key))


@functools.lru_cache(maxsize=50_000)
def _of_hangul(word: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for form in {word, _PARTICLE.sub("", word)}:
        readings: list[tuple[str, ...]] = []
        for sign in form:
            place = ord(sign) - 0xAC00
            last = _FINAL[place % 28]
            readings += [_INITIAL[place // 588], (last, "r") if last == "l" else (last,)]
        found |= dict.fromkeys(_keys(readings, LEAST_OF_ANY_WORD))
    return tuple(found)


@functools.lru_cache(maxsize=50_000)
def _of_kana(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_keys([_kana(sign) for sign in word])))


@functools.cache
def _kana(sign: str) -> tuple[str, ...]:
    name = unicodedata.name(sign, "")
    sound = name.rpartition(" ")[2].lower()
    if "SMALL TU" in name or sign == "ー":
        return ("",)
    if "SMALL" in name:
        return (sound[-1:],)
    first = {"r": ("r", "l"), "b": ("b", "v"), "h": ("f",) if sound == "hu" else ("h",), "z": ("z", "j")}
    start = sound[:1] if sound[:1] not in "aeiou" else ""
    if sound == "ti":
        return ("ti", "chi")
    return tuple(one + sound[1:] for one in first.get(start, (start,))) if start else (sound,)


@functools.cache
def _chinese() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for one in _CHINESE_TABLE.split():
        table.setdefault(one[0], tuple(one[1:].split("/")))
    return table


def _chinese_runs(words: str) -> Iterator[str]:
    """Stretches of three to eight signs with which foreign names are written."""
    table = _chinese()
    run = ""
    for sign in f"{words} ".translate(_TRADITIONAL):
        if sign in table:
            run += sign
            continue
        if LEAST <= len(run) <= 8:
            yield run
        run = ""


@functools.lru_cache(maxsize=50_000)
def _of_chinese(run: str) -> tuple[str, ...]:
    table = _chinese()
    return tuple(dict.fromkeys(_keys([table[sign] for sign in run])))
