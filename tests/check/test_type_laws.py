"""Laws of the algebra of dimensions, over made-up amounts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from check.household import check_text
from plainplan.dimensions import Type

AMOUNTS = st.sampled_from(
    (
        *("3", "2%", "2.5", "5 TWD", "5萬 USD", "3 years", "4 months", "30 days", "2%/year", "1%/month", "3 shares"),
        *("5 TWD/year", "5 TWD/month", "5 TWD real", "5 TWD/year real", "25 TWD/share", "31.5 TWD/USD", "0"),
    )
)


def typed(expression: str) -> Type | None:
    """The type of an expression, None when it has none."""
    model, found = check_text(f"let x = {expression}\n")
    assert model is not None
    return None if found else model.globals["x"].type


@given(AMOUNTS, AMOUNTS)
def test_a_sum_does_not_depend_on_the_order_of_its_sides(left: str, right: str) -> None:
    assert typed(f"({left}) + ({right})") == typed(f"({right}) + ({left})")


@given(AMOUNTS, AMOUNTS)
def test_what_can_be_added_can_be_subtracted_and_compared(left: str, right: str) -> None:
    can_add = typed(f"({left}) + ({right})") is not None
    assert (typed(f"({left}) - ({right})") is not None) == can_add
    assert (typed(f"({left}) > ({right})") is not None) == can_add
    assert (typed(f"min({left}, {right})") is not None) == can_add


@given(AMOUNTS, AMOUNTS)
def test_dividing_by_a_factor_undoes_it(left: str, right: str) -> None:
    product = typed(f"({left}) * ({right}) / ({right})")
    own = typed(left)
    assert own is not None
    if product is not None:
        assert product.powers == own.powers


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_product_does_not_depend_on_its_brackets(first: str, second: str, third: str) -> None:
    one = typed(f"(({first}) * ({second})) * ({third})")
    other = typed(f"({first}) * (({second}) * ({third}))")
    if one is not None and other is not None:
        assert (one.powers, one.is_real) == (other.powers, other.is_real)
