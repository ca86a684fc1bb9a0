"""jieba's own weights, where they are installed: words and names of sentences made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.mentions import weights
from kg.mentions.tagger import Tagger

pytestmark = pytest.mark.skipif(weights.bundled() is None, reason="this jieba has no network")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    found = Tagger.load()
    assert found is not None
    return found


GOLDEN = {
    "".join(word.rpartition("/")[0] for word in row.split()): row
    for row in (
        "百度/ORG 是/v 一家/m 高科技/n 公司/n",
        "昨日/TIME ，/w 宁波舟山港集团/ORG 董事长/n 李明/PER 一行/m 考察/v 比亚迪汽车有限公司/ORG 。/w",
        "2021年3月/TIME ，/w 渝北区/LOC 与/p 四川省/LOC 广安市/LOC 签订/v 战略/n 合作/vn 协议/n 。/w",
        "华星光电/ORG 、/w 蓝思科技/ORG 等/u 企业/n 落户/v 无锡/LOC 。/w",
        "张伟/PER 表示/v ，/w 江南大学附属医院/ORG 将/d 迁入/v 。/w",
    )
}


@pytest.mark.parametrize("text", GOLDEN)
def test_words_and_names(tagger: Tagger, text: str) -> None:
    words = tagger.tag([text])[0]
    assert " ".join(f"{text[word.start : word.end]}/{word.tag}" for word in words) == GOLDEN[text]


def test_a_sentence_is_tagged_alike_in_any_company(tagger: Tagger) -> None:
    alone = [tagger.tag([text])[0] for text in GOLDEN]
    assert tagger.tag(list(GOLDEN)) == alone
    assert tagger.tag([*GOLDEN, "短", "长" * 300][::-1])[2:] == alone[::-1]


def test_full_width_signs_are_read_as_half_width_ones(tagger: Tagger) -> None:
    wide, narrow = "（ＡＢＣ）引进京东，建设仓库。", "(ABC)引进京东,建设仓库."
    assert tagger.tag([wide]) == tagger.tag([narrow])


def test_jieba_is_not_imported_for_its_files() -> None:
    source = Path(weights.__file__).read_text("utf-8")
    assert "import jieba" not in source
    assert weights.bundled() is not None
