"""Mentions in, entities out: linking, coreference, canonical names across documents, keys."""
