"""Agreement: the published worked examples, and the laws that hold for any ratings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tone.errors import ToneError
from tone.evaluate.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha

RATINGS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40).filter(
    lambda pairs: len({value for pair in pairs for value in pair}) > 1
)

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# The example of Fleiss' kappa that is most often printed: ten subjects, fourteen raters, five categories.
FLEISS_TABLE = [
    *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
    *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
]


def test_cohen_of_the_grant_proposals() -> None:
    # 50 proposals: both yes 20, first alone 5, second alone 10, both no 15; kappa 0.40
    first = "y" * 25 + "n" * 25
    second = "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15
    assert cohen_kappa(first, second) == pytest.approx(0.40)


def test_fleiss_of_ten_subjects() -> None:
    items = [{str(category): n for category, n in enumerate(row)} for row in FLEISS_TABLE]
    assert round(fleiss_kappa(items), 3) == 0.210


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorff_of_four_observers(level: str, alpha: float) -> None:
    units = list(zip(*FOUR_OBSERVERS, strict=True))
    assert round(krippendorff_alpha(units, level=level), 3) == alpha  # type: ignore[type-var]


@given(RATINGS)
def test_order_of_items_raters_and_names_do_not_matter(pairs: list[tuple[str, str]]) -> None:
    first, second = zip(*pairs, strict=True)
    renamed = {"a": "z", "b": "a", "c": "m"}
    alpha = krippendorff_alpha(pairs)
    assert krippendorff_alpha([(b, a) for a, b in reversed(pairs)]) == pytest.approx(alpha)
    assert krippendorff_alpha([(renamed[a], renamed[b]) for a, b in pairs]) == pytest.approx(alpha)
    assert alpha <= 1
    kappa = cohen_kappa(first, second)
    assert cohen_kappa(second, first) == pytest.approx(kappa)
    assert (kappa == pytest.approx(1)) == (first == second)


@given(RATINGS)
def test_full_agreement_is_one(pairs: list[tuple[str, str]]) -> None:
    same = [value for pair in pairs for value in pair]
    assert cohen_kappa(same, same) == pytest.approx(1)
    assert krippendorff_alpha([(value, value, value) for value in same]) == pytest.approx(1)
    assert fleiss_kappa([{value: 3} for value in same]) == pytest.approx(1)


def test_what_cannot_be_computed_is_said() -> None:
    with pytest.raises(ToneError, match="3 and 2 ratings"):
        cohen_kappa("abc", "ab")
    with pytest.raises(ToneError, match="0 and 0 ratings"):
        cohen_kappa("", "")
    with pytest.raises(ToneError, match="one category"):
        cohen_kappa("aa", "aa")
    with pytest.raises(ToneError, match=r"\[2, 3\] raters"):
        fleiss_kappa([{"a": 2}, {"a": 3}])
    with pytest.raises(ToneError, match=r"\[1\] raters"):
        fleiss_kappa([{"a": 1}])
    with pytest.raises(ToneError, match="no level 'ratio'"):
        krippendorff_alpha([("a", "b")], level="ratio")
    with pytest.raises(ToneError, match="1 different ratings in 1 items"):
        krippendorff_alpha([("a", "a"), ("b", None)])
    with pytest.raises(ToneError, match="0 different ratings in 0 items"):
        krippendorff_alpha([("b", None)])
