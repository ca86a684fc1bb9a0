"""A line or paragraph in, its publishing apparatus out: by-lines, datelines, photo credits, page furniture."""

from __future__ import annotations

import re

from kg.text.furniture import TURN, is_furniture

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍"
    "庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华"
    "喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和"
    "仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
"""The few hundred most frequent family names (after the Ministry of Public Security's yearly name report)."""

_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|司徒"
_NAME = rf"(?:[{_SURNAMES}]|{_DOUBLE})[\u4e00-\u9fff]{{1,2}}"
_ANY_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fff·]{1,5}"
_NAMES = rf"{_ANY_NAME}(?:[ 、，,/]+{_ANY_NAME})*"
_MEDIA = (
    r"[\u4e00-\u9fffA-Za-z]{0,12}(?:融媒体中心|融媒中心|日报社?|晚报社?|晨报|早报|时报|商报|导报|电视台|广播电台|广播电视台|新闻网|"
    r"新华社|中新社|中新网|新华网|人民网|通讯社|记者站|客户端|本报|本刊|本网|本台|传媒集团|报业集团|报道组|宣传部|视觉[\u4e00-\u9fff]{2})"
)
_ROLE = (
    r"(?:首席|见习|实习|特约|全媒体|融媒体|融媒|本报|本网|本刊|本台|上游新闻|驻[\u4e00-\u9fff]{2,4})*"
    r"(?:记者|通讯员|实习生|责任编辑|编辑|责编|作者|摄影师|摄影|撰文|撰稿|评论员|报道员|制图|美编|校对|审核|编审|监制|统筹|文字|供稿|视频|海报)"
)
_CREDIT = r"(?:摄影报道|摄影|航拍|摄|供图|供稿|提供图片|文/图|图/文|文图|图文|图|文|报道|整理|制图|绘制)"
_ROLES = (
    rf"(?:{_ROLE}(?:[ :：/]+(?:{_MEDIA}[ ]*)?{_NAMES}|(?:{_MEDIA}[ ]*)?{_NAME}(?:[ 、，,/]+{_ANY_NAME})*)[ /|｜]*)+"
)
"""Directly after the role only a family name makes it a name: “记者走访” at the end of a line is none."""

_LINES = (
    rf"[□■◎●▲△○◇◆]?[ ]*(?:{_MEDIA})?[ ]*{_ROLES}(?:{_CREDIT}(?:/\S{{2,8}})?)?",
    rf"{_MEDIA}[ /]+{_NAMES}(?:[ /]*{_CREDIT}(?:/\S{{2,8}})?)?",
    rf"{_MEDIA}[ ]*{_CREDIT}(?:[/ :：]+{_NAMES})?",
    rf"{_NAME}(?:[ 、，,/]+{_NAME})*[ /]*(?:摄影报道|摄影|航拍|摄|供图|供稿|文/图|图/文|整理|制图)(?:/\S{{2,8}})?",
    rf"(?:图片|照片|摄影|摄|文|图|供图|撰文|文字|制图)[ ]?[/|｜:：][ ]?(?:{_MEDIA}[ /]*)?{_NAMES}(?:[ /]*{_CREDIT})?",
    r"(?:本文|信息|资料|图片|稿件)?(?:来源|转自|转载自|原载|据)[ ]?[:：/][ ]?\S{2,30}(?: \S{2,12})?",
    r"(?:本文|本版|本组|文中)?(?:图片|照片|稿件|供图|图)(?:均|除署名外均)?由[^。，]{2,20}(?:提供|拍摄|供图|摄)",
    r"(?:责任编辑|责编|编辑|校对|审核|排版|值班编委|作者)[ ]?[:：][ ]?\S{2,30}",
)
_LINE = re.compile("|".join(f"(?:{p})" for p in _LINES))
_BRACKETED = re.compile(
    r"[(（【\[](?:[^()（）【】\[\]。]{0,24}(?:供图|摄影报道|摄影|摄|供稿|提供)|"
    r"(?:来源|据|本文|作者|记者|通讯员|文/|图/|责任编辑|编辑)[^()（）【】\[\]。]{1,40}|"
    r"[^()（）【】\[\]。]{0,16}[ ,，](?:编辑|责编|记者|通讯员|作者)[ :：][^()（）【】\[\]。]{1,30}|"
    r"(?:本刊|本报)?记者整理[^()（）]{0,20}|[图文][:：][^()（）]{1,30}|完|资料图片?|资料照片)[)）】\]]"
)
_NAMES_ONLY = re.compile(rf"{_NAME}(?:[ 、]+{_NAME}){{1,6}}")
_AFTER_SENTENCE = re.compile(r"[。！？!?”’…）)][ ]*(?=[^ 。！？!?”’…）)])")
_CAPTION_TAIL = re.compile(
    rf"(?<=[\u4e00-\u9fff）)”》])(?:[ ]((?:摄影|摄|图|供图)[ ]?[/:：][ ]?{_NAMES}|{_NAME}[ /]?(?:摄影|摄))|"
    r"([(（][^()（）。，]{0,16}(?:供图|摄)[)）]))$"
)
_HEAD = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{2,8})?(?:本报|本网|本台|新华社|中新社|中新网|新华网|人民网|[\u4e00-\u9fff]{2,6}(?:日报|晚报|新闻网?))?"
    r"[\u4e00-\u9fff]{0,6}(?:\d{1,2}月\d{1,2}日)?[ ]?(?:讯|电|消息))"
    r"[ ]?[（(][^()（）。]{0,40}(?:记者|通讯员|实习生|编辑|作者)[^()（）。]{0,40}[)）][ :：]?|"
    r"(?:本报|本网|新华社|中新社|新华网|人民网|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|商报|早报|晨报|新闻网))"
    r"[\u4e00-\u9fff]{0,6}(?:\d{1,2}月\d{1,2}日)?"
    r"(?:讯(?![息飞问])|电(?![子信台视力网话商影器动缆能脑源厂池灯路气]))[ ]*|"
    r"【[^【】。]{0,30}(?:专电|讯|电|消息|报道)】(?:[ ]?[（(][^()（）。]{0,20}(?:记者|通讯员)[^()（）。]{0,40}[)）])?|"
    rf"{TURN}"
)
_UNDER_PICTURE = re.compile(
    r"[▲△▼▽◀▶◄►↑←→↓]|[上下左右本]?图[①-⑳\d一二三四]?(?:为|是|：|:)|[（(]?(?:上|下|左|右)图[）)]?[为：:]|图[①-⑳\d]"
)
_PHOTO = re.compile(r"摄|供图|图[/:：]|航拍|图片|照片|资料图")
_WRITTEN = re.compile(r"文[/:：字]|图文")

_MAX_LINE = 64
"""Longest by-line: three roles with three names each and their medium come to about fifty characters."""


def is_byline(line: str) -> bool:
    """Whether the whole line says who wrote, took or sent it, or is page furniture (page number, printed date).

    >>> is_byline("某区融媒体中心 张三 李四"), is_byline("记者 王五 摄/视觉山城"), is_byline("张三说，今年好。")
    (True, True, False)
    """
    if len(line) > _MAX_LINE or line[-1] in "。，；、":
        return False
    return bool(
        _LINE.fullmatch(line) or _NAMES_ONLY.fullmatch(line) or _BRACKETED.fullmatch(line) or is_furniture(line)
    )


def is_photo_credit(byline: str) -> bool:
    """Whether a by-line says who took a picture, so that what stands before it is a caption."""
    return _PHOTO.search(byline) is not None and _WRITTEN.search(byline) is None


def is_caption(line: str) -> bool:
    """Whether a line says itself that it is under a picture.

    >>> is_caption("▲航拍的产业园"), is_caption("图为施工现场。"), is_caption("图书馆上月开放。")
    (True, True, False)
    """
    return _UNDER_PICTURE.match(line) is not None


def is_credited(line: str) -> bool:
    """Whether a photo credit ends the line, so that it is a picture's caption.

    >>> is_credited("大桥夜景。 张三 摄"), is_credited("大桥夜景。"), is_credited("新区（企业供图）")
    (True, False, True)
    """
    start = tail(line)
    return start < len(line) and is_photo_credit(line[start:])


def tail(text: str) -> int:
    """Index where a by-line at the end of a paragraph begins; `len(text)` where there is none.

    >>> text = "合作更紧密。某区融媒体中心 张三"
    >>> text[tail(text):]
    '某区融媒体中心 张三'
    """
    window = max(0, len(text) - _MAX_LINE)
    for match in _AFTER_SENTENCE.finditer(text, window):
        rest = text[match.end() :].rstrip(" ")
        if _LINE.fullmatch(rest) or _BRACKETED.fullmatch(rest):
            return match.end()
    caption = _CAPTION_TAIL.search(text, window)
    return caption.start(caption.lastindex or 0) if caption else len(text)


def head(text: str) -> int:
    """Index after a dateline at the start of a paragraph; 0 where there is none.

    >>> text = "本报讯(记者 张三 实习生 李四)今年是攻坚年。"
    >>> text[head(text):]
    '今年是攻坚年。'
    >>> head("岭南日报梅州讯 日前开工。"), head("湘江日报电子版上线。")
    (8, 0)
    >>> head("岭南日报梅州讯4月2日开工。"), head("岭南日报上海电气集团到访。")
    (7, 0)
    """
    match = _HEAD.match(text, 0, 120)
    return match.end() if match else 0
