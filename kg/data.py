"""Finds the data folders that ship with the package: `ontology` and `seeds`."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError


def folder(name: str) -> Path:
    """Path of a data folder: in the installed package first, then beside it in a checkout.

    Raises `KgError` where neither exists.
    """
    package = Path(__file__).resolve().parent
    places = (package / "_data" / name, package.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise KgError(f"data folder '{name}' not found: looked in {places[0]} and {places[1]}; reinstall the package")
