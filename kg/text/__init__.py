"""Files in, readable documents out: decoding, page repair, sections, sentences, tokens."""
