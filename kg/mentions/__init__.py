"""Readings in, spans that name something out: gazetteers, name grammar, lists, quantities, times."""
