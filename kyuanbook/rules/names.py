"""How a Chinese name is divided and read: compound surnames, and surnames read otherwise than the character elsewhere.

Both readings of a polyphonic surname find the customer; the surname's own comes first, because it is the one shown.
"""

from functools import lru_cache
from itertools import product
from typing import Final

from kyuanbook.rules.pinyin import reading, toneless

MOST_READINGS: Final = 4


def _entries(text: str) -> dict[str, tuple[str, ...]]:
    """``"单 shàn dān, 仇 qiú chóu"`` → character → readings."""
    words = [entry.split() for entry in text.split(",")]
    return {word[0]: tuple(word[1:]) for word in words if word}


# Compound surnames in use today and the better known old ones.
COMPOUND: Final = _entries(
    """欧阳 ōu yáng, 太史 tài shǐ, 端木 duān mù, 上官 shàng guān, 司马 sī mǎ, 东方 dōng fāng, 独孤 dú gū,
    南宫 nán gōng, 万俟 mò qí, 闻人 wén rén, 夏侯 xià hóu, 诸葛 zhū gě, 尉迟 yù chí, 公羊 gōng yáng,
    赫连 hè lián, 澹台 tán tái, 皇甫 huáng fǔ, 宗政 zōng zhèng, 濮阳 pú yáng, 公冶 gōng yě, 太叔 tài shū,
    申屠 shēn tú, 公孙 gōng sūn, 慕容 mù róng, 仲孙 zhòng sūn, 钟离 zhōng lí, 长孙 zhǎng sūn, 宇文 yǔ wén,
    司徒 sī tú, 鲜于 xiān yú, 司空 sī kōng, 闾丘 lǘ qiū, 子车 zǐ jū, 亓官 qí guān, 司寇 sī kòu, 巫马 wū mǎ,
    公西 gōng xī, 颛孙 zhuān sūn, 壤驷 rǎng sì, 公良 gōng liáng, 漆雕 qī diāo, 乐正 yuè zhèng,
    宰父 zǎi fǔ, 谷梁 gǔ liáng, 拓跋 tuò bá, 夹谷 jiá gǔ, 轩辕 xuān yuán, 令狐 líng hú, 段干 duàn gān,
    百里 bǎi lǐ, 呼延 hū yán, 东郭 dōng guō, 南门 nán mén, 羊舌 yáng shé, 微生 wēi shēng, 左丘 zuǒ qiū,
    东门 dōng mén, 西门 xī mén, 南郭 nán guō, 第五 dì wǔ, 贺兰 hè lán, 纳兰 nà lán, 完颜 wán yán,
    耶律 yē lǜ, 哥舒 gē shū, 屠岸 tú àn, 爱新觉罗 ài xīn jué luó, 叶赫那拉 yè hè nà lā, 歐陽 ōu yáng,
    司馬 sī mǎ, 諸葛 zhū gě, 尉遲 yù chí, 東方 dōng fāng, 南宮 nán gōng, 鍾離 zhōng lí, 長孫 zhǎng sūn,
    公孫 gōng sūn, 澹臺 tán tái, 鮮于 xiān yú"""
)

# Surnames: their own reading first, then what else is typed for them.
SURNAMES: Final = _entries(
    """曾 zēng céng, 单 shàn dān chán, 單 shàn dān chán, 仇 qiú chóu, 解 xiè jiě, 查 zhā chá,
    区 ōu qū, 區 ōu qū, 缪 miào móu miù, 繆 miào móu miù, 种 chóng zhǒng, 翟 zhái dí, 员 yùn yuán,
    員 yùn yuán, 折 shé zhé, 召 shào zhào, 秘 bì mì, 洗 xiǎn xǐ, 冼 xiǎn xǐ, 乜 niè miē, 卜 bǔ bo,
    阚 kàn hǎn, 闞 kàn hǎn, 繁 pó fán, 乐 yuè lè, 樂 yuè lè, 盖 gě gài, 蓋 gě gài, 任 rén rèn,
    华 huà huá, 華 huà huá, 尉 wèi yù, 朴 piáo pǔ, 纪 jǐ jì, 紀 jǐ jì, 覃 qín tán, 谌 chén shèn,
    諶 chén shèn, 葛 gě gé, 郗 xī chī, 隗 wěi kuí, 牟 mù móu, 哈 hǎ hā, 祭 zhài jì, 过 guō guò,
    過 guō guò, 那 nā nà, 宁 nìng níng, 甯 nìng níng, 应 yīng yìng, 應 yīng yìng, 曲 qū qǔ,
    车 chē jū, 車 chē jū, 相 xiàng xiāng, 观 guàn guān, 句 gōu jù, 适 kuò shì, 黑 hè hēi, 柏 bǎi bó,
    薄 bó báo, 逄 páng féng, 宓 mì fú, 郇 xún huán, 钭 tǒu dǒu, 宿 sù xiǔ, 都 dū dōu, 沈 shěn,
    石 shí, 叶 yè, 俞 yú, 臧 zāng cáng, 藏 zāng cáng, 晁 cháo zhāo, 晟 chéng shèng, 盛 shèng chéng,
    粘 nián zhān, 少 shào shǎo, 长 zhǎng cháng, 莘 shēn xīn, 笪 dá, 妫 guī, 仉 zhǎng, 佴 nài, 能 nài,
    麻 má mā, 幺 yāo, 么 yāo, 眭 suī, 恽 yùn, 亓 qí, 郏 jiá xiá, 郄 qiè xì, 郤 xì qiè, 殷 yīn yān,
    撒 sǎ sā, 訾 zī zǐ, 鲜 xiān xiǎn, 行 xíng háng, 占 zhān zhàn, 吾 wú, 令 lìng líng, 褚 chǔ zhǔ,
    阙 quē què, 闕 quē què, 瞿 qú, 啜 chuài, 庹 tuǒ, 禚 zhuó, 芮 ruì, 邸 dǐ, 谷 gǔ, 夏 xià, 贾 jiǎ,
    賈 jiǎ, 万 wàn, 乘 chéng shèng, 干 gān gàn, 强 qiáng jiàng, 曹 cáo, 樊 fán, 番 pān, 蕃 bō,
    费 fèi bì, 費 fèi bì, 会 guì huì, 炅 guì jiǒng, 呙 guō, 逯 lù dài, 逮 dài děi, 戏 xì, 尹 yǐn,
    於 yū, 厍 shè kù, 角 jué jiǎo, 载 zài dài, 佘 shé, 洪 hóng, 抹 mò, 补 bǔ pǔ,
    重 chóng zhòng, 朝 cháo zhāo"""
)

# Elsewhere in a name: what parents mean first, then what else is read.
GIVEN: Final = _entries(
    """乐 lè yuè, 樂 lè yuè, 行 xíng háng, 长 cháng zhǎng, 長 cháng zhǎng, 重 chóng zhòng,
    朝 cháo zhāo, 茜 qiàn xī, 晟 shèng chéng, 盛 shèng chéng, 筠 yún jūn, 莘 shēn xīn,
    嬛 huán xuān, 柏 bǎi bó, 藏 cáng zàng, 传 chuán zhuàn, 傳 chuán zhuàn, 仔 zǎi zǐ, 的 de dì,
    都 dū dōu, 曾 zēng céng, 翟 zhái dí, 参 shēn cān, 參 shēn cān, 还 huán hái, 调 tiáo diào,
    率 shuài lǜ, 单 dān shàn, 娜 nà nuó, 朴 pǔ piáo, 尉 wèi yù, 解 jiě xiè, 强 qiáng,
    相 xiāng, 曲 qǔ, 厦 shà xià, 栎 lì yuè, 炅 jiǒng guì, 区 qū ōu, 區 qū ōu, 隽 jùn juàn,
    雋 jùn juàn, 荨 xún qián, 颉 jié xié, 湛 zhàn chén, 查 chá zhā, 家 jiā, 奇 qí, 俊 jùn, 兀 wù,
    嗯 ēn, 呢 ní ne, 哪 nǎ né, 予 yǔ, 为 wéi, 冯 féng píng, 褚 chǔ zhǔ, 缪 móu miào, 仇 chóu qiú,
    省 shěng xǐng, 校 xiào jiào, 弹 dàn tán, 伽 jiā qié, 那 nà, 车 chē, 車 chē, 宁 níng, 亨 hēng,
    觉 jué, 会 huì, 石 shí, 叶 yè, 沈 shěn, 圳 zhèn"""
)

_FAMILIAR: Final = frozenset("小老阿大")  # 小单, 老曾: what follows is a surname


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name: ``("欧阳", "雪")``, ``("李", "姐")``, ``("", "Anna")``. Blanks between are dropped."""
    name = name.strip()
    for size in (4, 2):
        if len(name) >= size and name[:size] in COMPOUND:
            return name[:size], name[size:].strip()
    return (name[:1], name[1:].strip()) if name and _is_han(name[0]) else ("", name)


def _is_han(char: str) -> bool:
    return bool(reading(char)) or 0x3400 <= ord(char) <= 0x9FFF or ord(char) >= 0x20000


@lru_cache(maxsize=4096)
def _choices(part: str, as_surname: bool) -> tuple[str, ...]:
    """All readings of one character, toned, the likeliest first; () when it has none."""
    found = SURNAMES.get(part) if as_surname else None
    return found or GIVEN.get(part) or tuple(filter(None, (reading(part),)))


def _units(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """The name in pieces: (character, its readings), or (Latin letters or figures as written, ())."""
    surname, given = split_name(name)
    units: list[tuple[str, tuple[str, ...]]] = []
    if surname in COMPOUND:
        units += [(char, (syllable,)) for char, syllable in zip(surname, COMPOUND[surname], strict=True)]
    elif surname:
        units.append((surname, _choices(surname, True)))
    after_familiar = surname in _FAMILIAR and len(given) == 1
    for char in given:
        choices = _choices(char, after_familiar) if not char.isascii() else ()
        written = units[-1][0] if units and not units[-1][1] else ""
        if choices:
            units.append((char, choices))
        elif char.isalnum() and written and char.isascii() and written.isascii() and _same_sort(written[-1], char):
            units[-1] = (written + char, ())
        else:  # a blank, a sign or a new run of letters or figures ends the run before it
            units.append((char if char.isalnum() else "", ()))
    return [unit for unit in units if unit[0]]


def _same_sort(a: str, b: str) -> bool:
    return a.isdigit() == b.isdigit()


@lru_cache(maxsize=1024)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways ``name`` may be typed, as toneless syllables (ü as v), the likeliest first; at most four.

    A repeated character is read the same way each time (乐乐 is lele or yueyue). Latin words and figures pass in
    small letters, one syllable each.
    """
    units = _units(name)
    if not units:
        return ()
    slots: dict[str, tuple[str, ...]] = {}
    keys: list[str] = []
    for place, (char, choices) in enumerate(units):
        key = char if choices and place else f"{place}:{char}"
        keys.append(key)
        slots[key] = tuple(dict.fromkeys(map(toneless, choices))) or (char.casefold(),)
    ways = sorted(product(*(range(len(c)) for c in slots.values())), key=lambda way: (sum(map(bool, way)), _late(way)))
    found: dict[tuple[str, ...], None] = {}
    for way in ways[: 4 * MOST_READINGS]:
        chosen = dict(zip(slots, way, strict=True))
        found.setdefault(tuple(slots[key][chosen[key]] for key in keys))
    return tuple(found)[:MOST_READINGS]


def _late(way: tuple[int, ...]) -> tuple[int, ...]:
    """Order among ways with equally many unusual readings: the surname's come first."""
    return tuple(-1 * bool(n) for n in way) + way


def pinyin_with_tones(name: str) -> str:
    """``Wáng Xiǎo Míng``, ``Shàn Wén Bó``, ``3 Dòng Ā Yí``: one word a syllable, as the search popup shows it."""
    return " ".join(choices[0].capitalize() if choices else char for char, choices in _units(name))
