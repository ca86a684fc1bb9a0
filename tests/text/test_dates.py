"""The document's own date is what it prints or clearly says, nothing else."""

from __future__ import annotations

import pytest

from kg.text.dates import document_date


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        ("a.txt", ["2021年10月8日 星期五", "青岭区招商。"], "2021-10-08"),
        ("a.txt", ["青岭区招商。", "发布时间：2021-10-08 09:30"], "2021-10-08"),
        ("a.txt", ["新华社重庆2021年10月8日电（记者李明）", "青岭区招商。"], "2021-10-08"),
        ("2021-10-08-qy.txt", ["青岭区招商。"], "2021-10-08"),
        ("news/20211008.txt", ["青岭区招商。"], "2021-10-08"),
        ("2021年10月.txt", ["青岭区招商。"], "2021-10"),
        ("a.txt", ["今年是“十四五”开局之年，青岭区加快发展。"], "2021"),
        ("a.txt", ["今年是“十三五”收官之年。"], "2020"),
        ("a.txt", ["截至2020年一季度，青岭区办理事项16万件。"], "2020"),
        ("a.txt", ["截至2019年底，有企业3家。", "截至2020年3月，有企业4家。"], "2020"),
        ("a.txt", ["今年（2022年）以来，青岭区加快发展。"], "2022"),
        ("a.txt", ["本报10月8日讯（记者 李明）", "今年（2022年）以来，青岭区加快发展。"], "2022-10-08"),
        ("a.txt", ["青岭区2018年引进企业12家，今年引进15家。"], None),
        ("a.txt", ["青岭区成立于2016年3月1日，现有居民3000人，主要由五个村的居民组成。"], None),
        ("20211399.txt", ["青岭区招商。"], None),
        ("1234567890123.txt", ["青岭区招商。"], None),
    ],
)
def test_document_date(name: str, texts: list[str], expected: str | None) -> None:
    assert document_date(name, [("body", text) for text in texts]) == expected
