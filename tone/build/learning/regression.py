"""Softmax regression on soft targets, by L-BFGS: scikit-learn's takes hard labels, no offset, and no sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]


def softmax(logits: Array) -> Array:
    """Turn logits of shape (rows, classes) to probabilities, by row.

    Example:
        >>> import numpy as np
        >>> softmax(np.zeros((1, 2)))
        array([[0.5, 0.5]])
    """
    import numpy as np

    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares


def balance(targets: Array) -> Array:
    """Weigh rows so that each class comes to the same weight, each row counted to its likeliest class.

    Args:
        targets: probabilities of shape (rows, classes).

    Returns:
        Weights of shape (rows,) with sum 1.
    """
    import numpy as np

    likeliest = targets.argmax(axis=1)
    weights = 1.0 / np.bincount(likeliest, minlength=targets.shape[1])[likeliest]
    balanced: Array = weights / weights.sum()
    return balanced


def fit(
    rows: Any,
    targets: Array,
    weights: Array,
    *,
    penalty: float,
    offset: Array | None = None,
    positive: bool = False,
    iterations: int = 150,
) -> tuple[Array, Array]:
    """Minimise the weighted cross-entropy of softmax(offset + rows @ coefficients + intercept) and a ridge penalty.

    Args:
        rows: features of shape (rows, features), dense or sparse.
        targets: probabilities of shape (rows, classes).
        weights: of shape (rows,), with sum 1.
        penalty: factor of the sum of squared coefficients.
        offset: logits of shape (rows, classes) that are given.
        positive: whether coefficients are kept from falling below 0.
        iterations: at most so many.

    Returns:
        Coefficients of shape (features, classes) and intercepts of shape (classes,).
    """
    import numpy as np
    from scipy.optimize import minimize

    features, classes = rows.shape[1], targets.shape[1]
    given = np.zeros((1, classes)) if offset is None else offset
    turned = rows.T.tocsr() if hasattr(rows, "tocsr") else rows.T
    size = features * classes

    def loss(point: Array) -> tuple[float, Array]:
        coefficients = point[:size].reshape(features, classes)
        shares = softmax(given + rows @ coefficients + point[size:])
        value = -float((weights * (targets * np.log(shares + 1e-12)).sum(axis=1)).sum())
        error = (shares - targets) * weights[:, None]
        slope = turned @ error + 2 * penalty * coefficients
        return value + penalty * float((coefficients**2).sum()), np.concatenate([slope.ravel(), error.sum(axis=0)])

    bounds = [(0.0, None)] * size + [(None, None)] * classes if positive else None
    found = minimize(
        loss,
        np.zeros(size + classes),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": iterations, "maxcor": 8},
    )
    return found.x[:size].reshape(features, classes), found.x[size:]
