"""A line in, whether it is printed on every page: page number, running head, date, desk."""

from __future__ import annotations

import re

_PAPER = r"[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|早报|时报|商报|都市报|经济报|周报|周刊)"
_DATE = r"[(（]?\d{4}(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2})"
_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_SHEET = r"第[ ]?[A-Z]?\d{1,3}[ ]?版[:：]?|[A-Z]\d{1,3}版?|\d{1,3}版"
_DESK = (
    r"(?:责编|责任编辑|编辑|版式|美编|排版|校对|校检|审读|审核|值班编委|值班主任|统筹|组版|图编|制图|"
    r"电话|热线|邮箱|投稿|传真)"
)
_RUBRIC = (
    r"(?:头版|要闻|综合|专题|专版|特刊|新闻|时事|时政|国内|国际|本地|本埠|区域|区县|县域|经济|财经|产业|民生|城事|观察|深度|"
    r"视点|评论|副刊|广告|特别报道)(?:新闻|报道|观察)?"
)
TURN = r"[（(](?:下转|上接|紧接|转|接)第?[ ]?[一二三四五六七八九十\dA-Z]{1,3}版[^()（）]{0,12}[）)]"
"""Where an article goes on, on another page."""
_GAP = r"[ |｜/]+"
_ALONE = (
    r"[-—–·\[(（第]*[ ]?\d{1,4}[ ]?[-—–·\])）页版]+|第[ ]?\d{1,3}[ ]?版[:：]?\S{0,8}|[A-Z]?\d{1,3}版?|"
    rf"{_PAPER}(?: ?第?[A-Z]?\d{{1,3}}版)?|"
    rf"{_DATE}(?:[至—-]\d{{1,2}}[月日]{{1,2}}(?:\d{{1,2}}日)?)?[)）]? ?(?:{_WEEKDAY})?(?: .{{0,20}})?|"
    rf"{_RUBRIC}{_GAP}\d{{1,2}}|\d{{1,2}}{_GAP}{_RUBRIC}|(?:{_DESK}[:：][ ]?\S{{2,20}}(?:{_GAP}|$)){{1,6}}|{TURN}|"
    rf"(?:(?:发布|发表|更新|刊发)?(?:时间|日期)|字号|浏览|阅读|点击)(?:次数|量)?[:：].{{1,60}}"
)
_SURE = rf"{_PAPER}|{_DATE}|{_WEEKDAY}|{_SHEET}"
_PART = rf"(?:{_SURE}|{_DESK}[:： ][ ]?\S{{2,20}}|农历\S{{2,10}}|[A-Za-z]{{3,9}}|www\S+)"
_RUNNING_HEAD = (
    rf"(?=.*(?:{_SURE}))(?:[\u4e00-\u9fff·]{{2,12}}{_GAP})?{_PART}"
    rf"(?:{_GAP}(?:{_PART}|[\u4e00-\u9fff·]{{2,4}}(?=$|{_GAP})))*"
)
"""Paper, date, weekday, page, desk, in any order, with a name of a rubric."""
_FURNITURE = re.compile(f"{_ALONE}|{_RUNNING_HEAD}")


def is_furniture(line: str) -> bool:
    """Whether a line stands on each page, whatever the article: it ends none and begins none.

    >>> [is_furniture(line) for line in ("— 3 —", "云川日报 2023年5月6日 星期六", "03 要闻", "区域 A05", "（下转3版）")]
    [True, True, True, True, True]
    >>> [is_furniture(line) for line in ("总投资 30", "青岭 共建产业园", "05 城乡融合", "2023年5月6日，云川")]
    [False, False, False, False]
    """
    return _FURNITURE.fullmatch(line) is not None
