"""Loads the shop's own catalogue, `catalogue_data.toml`, into the database."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from product_service.database import db, transaction
from product_service.models import Product
from product_service.pictures import Recipe
from product_service.product_details import Details, Facts
from product_service.product_writer import insert_product
from service_kit.money import Money


@dataclass(frozen=True)
class InsertCounts:
    """How many products were inserted, and how many were there already."""

    new: int
    kept: int


@transaction
def insert_missing(products: Sequence[Details]) -> InsertCounts:
    """Insert what is missing; what is there stays as people have made it."""
    there = set(db.session.scalars(select(Product.slug)))
    missing = [details for details in products if details.slug not in there]
    for details in missing:
        insert_product(details)
    return InsertCounts(len(missing), len(products) - len(missing))


def has_products() -> bool:
    """Return whether there is any product, for sale or not."""
    return db.session.scalar(select(Product.id).limit(1)) is not None


def read_initial_catalogue(currency: str) -> list[Details]:
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
