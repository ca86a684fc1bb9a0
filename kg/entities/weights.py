"""What each kind of evidence for a division is worth: named numbers with their reasons, and nothing else.

They are ordered by how seldom the evidence misleads, and spaced so that a stronger kind outweighs two that are much
weaker. The cases of `tests/entities/test_divisions.py` hold the order; the numbers themselves were set by hand.
"""

from __future__ import annotations

PARENT_BEFORE = 9.0
"""绵阳市|涪城区: the writer says which one."""
OTHER_BEFORE = -6.0
"""浙江|江北 is not the one of 重庆: a higher division stands before it that does not hold it."""
HEAD_ITSELF = 6.0
"""In a section about 江津区 the form 江津 is that."""
WRITTEN_OUT = 5.0
"""One sense per document (Gale, Church, Yarowsky 1992): the full name or an unambiguous form of it stands elsewhere."""
SHORT_OF_TITLE = 3.5
"""The document's title names it or a division above it."""
LIST_CITY = 3.0
"""锦江、青羊、武侯: what stands in one list belongs together; same prefecture."""
SENTENCE_CITY = 2.5
"""Another division of the same prefecture in the sentence."""
HEAD_CITY = 2.5
"""The section is about a division of the same prefecture."""
LIST_PROVINCE = 2.0
SENTENCE_PROVINCE = 1.5
HEAD_PROVINCE = 1.5
LIST_RANK = 1.0
"""Lists seldom mix ranks: 成都、广安、宜宾 are cities."""
DOCUMENT_CITY = 2.0
"""Times the share of the document's sure places that are in the prefecture, the most frequent counting as 1."""
DOCUMENT_PROVINCE = 2.0
"""The same for the province."""
NEAR = 1.0
"""Times 1 - distance / REACH to the nearest sure place: neighbours across a border are likelier than others."""
REACH = 300.0
"""Kilometres."""

# What holds without any evidence from the text.
PRIOR = {"province": 0.8, "city": 0.5, "district": 0.0, "township": 0.0, "country": 0.3, "region": 0.0}
"""The higher rank is the better known: 吉林 the province, 广安 the city before its district 广安区."""
MUNICIPALITY = 0.4
"""Districts of the four municipalities are the best known of their names (朝阳区)."""
CAPITAL = 0.1
"""Then those of provincial capitals."""
ENCLAVE = -0.6
"""Districts of Taiwan, Hong Kong and Macao seldom appear in articles about the mainland without their city."""
FORMER = -0.5
"""A name that another division bears today."""
OTHER_SHORT = -2.0
"""A short form where the same word is another division's full name."""

MARGIN = 0.25
"""The best candidate must lead by more than the smallest prior, else there is none."""

CROWD = 5
"""With so many sure places in a document, a county's short name that nothing connects with them is none: 永城|中学."""
CONNECTED = 0.5
"""The least evidence that connects it."""

# What a risky form (an everyday word) needs.
TOKEN = 1.0
"""jieba cuts it as a word of its own, and as a name or unknown."""
CUE_AFTER = 2.0
"""长寿|经开区, 长寿|区委: what follows belongs to a place."""
CUE_BEFORE = 1.0
"""在|长寿, 赴|长寿."""
CUE_HEAD = 1.0
"""The section is about its city."""
NEEDED = 2.0
"""One strong cue or two weak ones, in a document about its province; there a heading's first word needs none."""
FIT = 0.5
"""The least share of the document's sure places in the province for cues to count."""

# Townships: their names recur so often that the county must be known.
COUNTY_HEAD = 6.0
COUNTY_SENTENCE = 4.0
COUNTY_DOCUMENT = 3.0
CITY_DOCUMENT = 1.5
COUNTY_NEEDED = 3.0
