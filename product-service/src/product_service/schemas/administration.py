"""What administrators send; a field that is not named here cannot be set by anybody."""

from dataclasses import replace
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from product_service.models import Product
from product_service.pictures import Recipe
from product_service.product_details import Details, Facts
from product_service.schemas.catalogue import ProductDocument, product_document
from product_service.text_folding import SLUG, slug_of
from service_kit.fields import Amount, Line, RequestModel, Text
from service_kit.money import Money
from service_kit.problems import Document


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise PydanticCustomError("slug", "Use small letters, digits and hyphens.")
    return text


Name = Annotated[Line, Field(min_length=1, max_length=120)]
Slug = Annotated[str, Field(max_length=160), AfterValidator(_slug)]
# What is left out keeps its value; `null` is refused, unlike a default it is checked.
LEFT_OUT: Any = Field(default_factory=lambda: None)
Colour = Annotated[str, Field(max_length=7)]


class FactsRequest(RequestModel):
    """What a gardener wants to know; months are 1 to 12."""

    botanical_name: Name
    sowing_months: list[Annotated[int, Field(ge=1, le=12)]] = Field(
        min_length=1, max_length=12
    )
    height_cm: int = Field(ge=1, le=2000)
    spacing_cm: int = Field(ge=1, le=1000)
    depth_mm: int = Field(ge=0, le=500)

    def facts(self) -> Facts:
        """Make the facts."""
        months = tuple(sorted(set(self.sowing_months)))
        return Facts(**{**self.model_dump(), "sowing_months": months})


class PictureRequest(RequestModel):
    """What to draw: a kind of plant, its colours and the ground as #rrggbb."""

    plant: str = Field(max_length=40)
    colours: list[Colour] = Field(min_length=1, max_length=6)
    ground: Colour

    @model_validator(mode="after")
    def _is_a_recipe(self) -> Self:
        self.recipe()
        return self

    def recipe(self) -> Recipe:
        """Make the recipe; raise `ValueError` where nothing can be drawn by it."""
        return Recipe(self.plant, tuple(self.colours), self.ground)


class ProductChanges(RequestModel):
    """Some details of a product; what is not given stays as it is."""

    name: Name = LEFT_OUT
    slug: Slug = LEFT_OUT
    price: Amount = LEFT_OUT
    category: Annotated[Line, Field(min_length=1, max_length=60)] = LEFT_OUT
    brand: Annotated[Line, Field(max_length=120)] | None = None
    description: Annotated[Text, Field(max_length=5000)] = LEFT_OUT
    quantity: Annotated[int, Field(ge=0, le=1_000_000)] = LEFT_OUT
    image: Annotated[Line, Field(max_length=500)] | None = None
    picture: PictureRequest | None = None
    facts: FactsRequest | None = None
    is_active: bool = LEFT_OUT

    def change(self, details: Details) -> Details:
        """Apply what was given, and nothing else."""
        return replace(details, **self._given(details.price.currency))

    def _given(self, currency: str) -> dict[str, Any]:
        given = {field: getattr(self, field) for field in self.model_fields_set}
        if "price" in given:
            given["price"] = Money.parse(self.price, currency)
        if self.picture:
            given["picture"] = self.picture.recipe()
        if self.facts:
            given["facts"] = self.facts.facts()
        return given


class ProductRequest(ProductChanges):
    """All details of a product; without a slug, the name makes one."""

    name: Name
    price: Amount

    def details(self, currency: str) -> Details:
        """Make the details of a new product."""
        return self.change(
            Details(self.name, slug_of(self.name), Money.parse(self.price, currency))
        )

    def replacement(self, current: Details) -> Details:
        """Replace what is said of a product.

        Its address stays unless another is given; so do the picture and the posted
        image address, because a reader of the product does not see these.
        """
        return self.change(
            Details(
                self.name,
                current.slug,
                current.price,
                image=current.image,
                picture=current.picture,
            )
        )


class ProductChanged(BaseModel):
    """What was done, and the product as it is now."""

    message: str
    result: ProductDocument


class SeenVersion(BaseModel):
    """The ETag of the product as the caller has seen it; nothing changes without it."""

    if_match: Annotated[str, Field(alias="If-Match")]


class ProductAdded(ProductChanged):
    """The same product twice: `product` is what the public course's client reads."""

    product: ProductDocument


def changed_document(message: str, product: Product) -> Document:
    """Confirm what was done to a product."""
    return {"message": message, "result": product_document(product)}


def added_document(product: Product) -> Document:
    """Confirm that a product was added."""
    document = changed_document("Product added", product)
    return document | {"product": document["result"]}
