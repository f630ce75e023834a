from contract_kit import Interaction
from contract_kit.impact import PagesByField, ResponseField, call_fields, document
from contract_kit.impact.report import narrowed, report, total
from contract_kit.quality.actual_response_fields import ActualField
from contract_kit.quality.field_impact import FieldImpact
from contract_kit.report.check_results import CallFields

CALL = ("product-service", "GET /api/products", 200)


def interaction_of(consumer: str) -> Interaction:
    return Interaction(consumer, "product-service", "products", (), {}, {})


def field(name: str, *consumers: str) -> FieldImpact:
    broken = tuple(interaction_of(consumer) for consumer in consumers)
    return FieldImpact(*CALL, ActualField(("$", name)), broken)


def found() -> list[CallFields]:
    price = ResponseField(*CALL, "$.price")
    pages = PagesByField({price: {"basket", "catalogue"}}, {price: {"catalogue"}})
    fields = [field("price", "frontend", "order-service"), field("brand")]
    return call_fields(fields, {"frontend": pages})


def test_field_is_listed_with_consumers_and_pages() -> None:
    assert report(found()).splitlines()[-2:] == [
        "    $.price  frontend → basket, catalogue* · order-service",
        "    free to change: $.brand",
    ]


def test_fields_are_counted() -> None:
    assert total(found()) == (
        "2 fields in 1 answers of 1 providers: 1 somebody needs, 1 are free to change."
    )


def test_words_narrow_what_is_listed() -> None:
    calls = found()

    assert narrowed(calls, ["brand"])[0].read == {}
    assert narrowed(calls, ["order-service", "price"])[0].free == ()
    assert narrowed(calls, ["basket"])[0].read.keys() == {"$.price"}
    assert narrowed(calls, ["samovar"]) == []


def test_converter_of_a_route_is_not_shown() -> None:
    call = CallFields(
        "user-service", "GET /user/<regex('[a-z]{1,9}'):name>", 200, {}, ("$.x",)
    )

    assert "GET /user/<name>  200" in report([call])


def test_findings_are_written_for_the_map() -> None:
    [call] = found()

    assert document(call) == {
        "provider": "product-service",
        "call": "GET /api/products",
        "status": 200,
        "read": [
            {
                "field": "$.price",
                "readers": [
                    {
                        "consumer": "frontend",
                        "needed": ("basket", "catalogue"),
                        "shown": ("catalogue",),
                    },
                    {"consumer": "order-service", "needed": (), "shown": ()},
                ],
            }
        ],
        "free": ("$.brand",),
    }
