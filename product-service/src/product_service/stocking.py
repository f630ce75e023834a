"""Puts the shop's own catalogue on its shelves; `catalogue_data.toml` is where it is
written."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from product_service.database import db, transaction
from product_service.details import Details, Facts
from product_service.models import Product
from product_service.pictures import Recipe
from product_service.shelving import shelve
from service_kit.money import Money


@dataclass(frozen=True)
class Stocked:
    """How many products were put in, and how many were there already."""

    new: int
    kept: int


@transaction
def stock_catalogue(products: Sequence[Details]) -> Stocked:
    """Put in what is missing; what is there stays as people have made it."""
    there = set(db.session.scalars(select(Product.slug)))
    missing = [details for details in products if details.slug not in there]
    for details in missing:
        shelve(details)
    return Stocked(len(missing), len(products) - len(missing))


def has_products() -> bool:
    """Return whether there is any product, for sale or not."""
    return db.session.scalar(select(Product.id).limit(1)) is not None


def own_catalogue(currency: str) -> list[Details]:
    """Read the shop's own catalogue."""
    written = (
        files("product_service").joinpath("catalogue_data.toml").read_text("utf-8")
    )
    return [_details(entry, currency) for entry in tomllib.loads(written)["product"]]


def _details(entry: Mapping[str, Any], currency: str) -> Details:
    return Details(
        name=entry["name"],
        slug=entry["slug"],
        price=Money.parse(entry["price"], currency),
        category=entry["category"],
        brand=entry.get("brand"),
        description=entry["description"].strip(),
        quantity=entry["stock"],
        picture=Recipe.from_json(entry["picture"]),
        facts=Facts(
            botanical_name=entry["botanical_name"],
            sowing_months=tuple(entry["sowing_months"]),
            height_cm=entry["height_cm"],
            spacing_cm=entry["spacing_cm"],
            depth_mm=entry["depth_mm"],
        ),
    )
