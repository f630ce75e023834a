import pytest

from product_service.text_folding import fold, readable, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sunflower ‘Velvet Noon’", "sunflower-velvet-noon"),
        ("Women's Wrist Watch", "womens-wrist-watch"),
        ("Blue & Black  Check Shirt", "blue-black-check-shirt"),
        ("Jalapeño Crème Brûlée", "jalapeno-creme-brulee"),
        ("ＢＡＳＩＬ №5", "basil-no5"),
        ("--- 100% ---", "100"),
        ("茶", ""),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_name_is_spelled_for_an_address(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mens-shoes", "Men’s shoes"),
        ("womens-bags", "Women’s bags"),
        ("skin-care", "Skin care"),
        ("tops", "Tops"),
        ("Salad leaves & Co", "Salad leaves & Co"),
    ],
)
def test_category_is_spelled_for_people(text: str, name: str) -> None:
    assert readable(text) == name


@pytest.mark.parametrize("text", ["STRASSE", "Straße", "ｓｔｒａｓｓｅ"])
def test_words_that_read_alike_are_alike(text: str) -> None:
    assert fold(text) == "strasse"
