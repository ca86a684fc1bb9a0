"""Why a further name is a thing's own too: what `kg explain` prints and `kg:reason` holds, in the graph's language."""

from __future__ import annotations

DIVISION = "地名表：同一区划的另一种写法"
SAME = "同一名称"
INDUSTRY = "同一产业，带或不带“产业”“集群”"
RANKED = "简称，由所在段落的区划补全"
VARIANT = "同一名称，前后带有地名、期次或类名"
COMPANY = "同一文档中企业全称的简称"
PLACELESS = "同一文档中全称去掉地名或所属单位"
CONTRACTED = "同一文档中机构全称的缩略，逐字取自全称"
HEAD = "同一文档中只用类名指代"
BRACKETS = "文中在名称后用括号注明"
TRADITIONAL = "原文为繁体字"
ELSEWHERE = "在另一文档中以此名称出现"
