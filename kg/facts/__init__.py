"""Mentions and sentences in, facts and observations with evidence out."""
