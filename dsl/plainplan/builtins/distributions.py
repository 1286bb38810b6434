"""Built-ins of probability distributions: the normal and its kin, and those that count events."""

from __future__ import annotations

import math

from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _normal_share(z: float) -> float:
    """The share of the standard normal distribution below z."""
    # erfc keeps the digits of a small tail.
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def _normal_density(z: float) -> float:
    return math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)


def normal_quantile(probability: float) -> float:
    """The z below which a share of the standard normal distribution lies; ValueError outside 0 to 1."""
    # The standard library's is Wichura's AS 241, to the last digits.
    from statistics import NormalDist

    if not 0.0 < probability < 1.0:
        raise ValueError(probability)
    return NormalDist().inv_cdf(probability)


@nan_where_undefined
def _norm_s_dist(z: float, cumulative: float) -> float:
    return _normal_share(z) if cumulative else _normal_density(z)


@nan_where_undefined
def _norm_dist(x: float, mean: float, standard_dev: float, cumulative: float) -> float:
    if standard_dev <= 0.0:
        return math.nan
    z = (x - mean) / standard_dev
    return _normal_share(z) if cumulative else _normal_density(z) / standard_dev


@nan_where_undefined
def _norm_inv(probability: float, mean: float, standard_dev: float) -> float:
    return mean + standard_dev * normal_quantile(probability) if standard_dev > 0.0 else math.nan


@nan_where_undefined
def _lognorm_dist(x: float, mean: float, standard_dev: float, cumulative: float) -> float:
    if standard_dev <= 0.0:
        return math.nan
    z = (math.log(x) - mean) / standard_dev
    return _normal_share(z) if cumulative else _normal_density(z) / (standard_dev * x)


@nan_where_undefined
def _lognorm_inv(probability: float, mean: float, standard_dev: float) -> float:
    return math.exp(mean + standard_dev * normal_quantile(probability)) if standard_dev > 0.0 else math.nan


@nan_where_undefined
def _confidence_norm(alpha: float, standard_dev: float, size: float) -> float:
    if standard_dev <= 0.0 or size < 1.0:
        return math.nan
    return -normal_quantile(alpha / 2.0) * standard_dev / math.sqrt(math.trunc(size)) if alpha < 1.0 else math.nan


@nan_where_undefined
def _standardize(x: float, mean: float, standard_dev: float) -> float:
    return (x - mean) / standard_dev if standard_dev > 0.0 else math.nan


@nan_where_undefined
def _binom_dist(successes: float, trials: float, probability: float, cumulative: float) -> float:
    found, tried = math.floor(successes), math.floor(trials)
    if not (0 <= found <= tried and 0.0 <= probability <= 1.0):
        return math.nan
    counts = range(found + 1) if cumulative else (found,)
    return math.fsum(
        math.comb(tried, count) * probability**count * (1.0 - probability) ** (tried - count) for count in counts
    )


@nan_where_undefined
def _poisson_dist(x: float, mean: float, cumulative: float) -> float:
    events = math.floor(x)
    if events < 0 or mean < 0.0:
        return math.nan
    if mean == 0.0:
        return 1.0 if cumulative or events == 0 else 0.0
    counts = range(events + 1) if cumulative else (events,)
    return math.fsum(math.exp(count * math.log(mean) - mean - math.lgamma(count + 1.0)) for count in counts)


@nan_where_undefined
def _expon_dist(x: float, rate: float, cumulative: float) -> float:
    if x < 0.0 or rate <= 0.0:
        return math.nan
    return -math.expm1(-rate * x) if cumulative else rate * math.exp(-rate * x)


_Z = Parameter("z", "number")
_X = Parameter("x", "number")
_PROBABILITY = Parameter("probability", "number")
_CUMULATIVE = Parameter("cumulative", "boolean")
_OF_LOGARITHM = (Parameter("mean", "number"), Parameter("standard_dev", "number"))
_OF_X = (Parameter("mean", "a"), Parameter("standard_dev", "a"))
_VALUE = Parameter("x", "a")
_DIST_SENTENCE = "The share of a normal distribution below x, or its density there."

RECORDS = (
    Builtin(
        name="binom.dist",
        parameters=(
            Parameter("number_s", "number"),
            Parameter("trials", "number"),
            Parameter("probability_s", "number"),
            _CUMULATIVE,
        ),
        result="number",
        sentence="How likely so many successes are in so many trials, or (cumulative) at most so many.",
        examples=(("binom.dist(6, 10, 0.5, false)", 0.2050781),),
        scalar=_binom_dist,
        excel="_xlfn.BINOM.DIST({0},{1},{2},{3})",
    ),
    Builtin(
        name="confidence.norm",
        parameters=(Parameter("alpha", "number"), Parameter("standard_dev", "a"), Parameter("size", "number")),
        result="a",
        sentence="How far the mean of a sample may be from the true one, but for a probability alpha.",
        examples=(("confidence.norm(0.05, 2.5, 50)", 0.692952),),
        scalar=_confidence_norm,
        excel="_xlfn.CONFIDENCE.NORM({0},{1},{2})",
    ),
    Builtin(
        name="expon.dist",
        parameters=(_X, Parameter("lambda", "number"), _CUMULATIVE),
        result="number",
        sentence="The share of an exponential distribution below x, or its density there.",
        examples=(("expon.dist(0.2, 10, true)", 0.86466472), ("expon.dist(0.2, 10, false)", 1.35335283)),
        scalar=_expon_dist,
        # LibreOffice has a share below 0, Excel none; so too with LOGNORM.DIST.
        excel="_xlfn.EXPON.DIST({0},{1},{2})/({0}>=0)",
    ),
    Builtin(
        name="lognorm.dist",
        parameters=(_X, *_OF_LOGARITHM, _CUMULATIVE),
        result="number",
        sentence="The share below x, or the density there, of a distribution whose logarithm is normal.",
        examples=(("lognorm.dist(4, 3.5, 1.2, true)", 0.0390836), ("lognorm.dist(4, 3.5, 1.2, false)", 0.0176176)),
        scalar=_lognorm_dist,
        excel="_xlfn.LOGNORM.DIST({0},{1},{2},{3})/({0}>0)",
    ),
    Builtin(
        name="lognorm.inv",
        parameters=(_PROBABILITY, *_OF_LOGARITHM),
        result="number",
        sentence="The value below which a share lies of a distribution whose logarithm is normal.",
        examples=(("lognorm.inv(0.039084, 3.5, 1.2)", 4.0000252),),
        scalar=_lognorm_inv,
        excel="_xlfn.LOGNORM.INV({0},{1},{2})",
    ),
    Builtin(
        name="norm.dist",
        parameters=(_VALUE, *_OF_X, _CUMULATIVE),
        result="number",
        sentence=_DIST_SENTENCE,
        examples=(("norm.dist(42, 40, 1.5, true)", 0.9087888), ("norm.dist(42, 40, 1.5, false)", 0.10934)),
        scalar=_norm_dist,
        excel="_xlfn.NORM.DIST({0},{1},{2},{3})",
    ),
    Builtin(
        name="norm.inv",
        parameters=(_PROBABILITY, *_OF_X),
        result="a",
        sentence="The value below which a share of a normal distribution lies.",
        examples=(("norm.inv(0.908789, 40, 1.5)", 42.000002),),
        scalar=_norm_inv,
        excel="_xlfn.NORM.INV({0},{1},{2})",
    ),
    Builtin(
        name="norm.s.dist",
        parameters=(_Z, _CUMULATIVE),
        result="number",
        sentence="The share of the standard normal distribution below z, or its density there.",
        examples=(("norm.s.dist(1.333333, true)", 0.908788726), ("norm.s.dist(1.333333, false)", 0.164010148)),
        scalar=_norm_s_dist,
        excel="_xlfn.NORM.S.DIST({0},{1})",
    ),
    Builtin(
        name="norm.s.inv",
        parameters=(_PROBABILITY,),
        result="number",
        sentence="The value below which a share of the standard normal distribution lies.",
        examples=(("norm.s.inv(0.908789)", 1.3333347),),
        scalar=nan_where_undefined(normal_quantile),
        excel="_xlfn.NORM.S.INV({0})",
    ),
    Builtin(
        name="normdist",
        parameters=(_VALUE, *_OF_X, _CUMULATIVE),
        result="number",
        sentence=_DIST_SENTENCE,
        examples=(("normdist(42, 40, 1.5, true)", 0.908788780), ("normdist(42, 40, 1.5, false)", 0.10934)),
        scalar=_norm_dist,
        excel="NORMDIST({0},{1},{2},{3})",
    ),
    Builtin(
        name="norminv",
        parameters=(_PROBABILITY, *_OF_X),
        result="a",
        sentence="The value below which a share of a normal distribution lies.",
        examples=(("norminv(0.908789, 40, 1.5)", 42.000002),),
        scalar=_norm_inv,
        excel="NORMINV({0},{1},{2})",
    ),
    Builtin(
        name="normsdist",
        parameters=(_Z,),
        result="number",
        sentence="The share of the standard normal distribution below z.",
        examples=(("normsdist(1.333333)", 0.908788726),),
        scalar=nan_where_undefined(_normal_share),
        excel="NORMSDIST({0})",
    ),
    Builtin(
        name="normsinv",
        parameters=(_PROBABILITY,),
        result="number",
        sentence="The value below which a share of the standard normal distribution lies.",
        examples=(("normsinv(0.908789)", 1.3333347),),
        scalar=nan_where_undefined(normal_quantile),
        excel="NORMSINV({0})",
    ),
    Builtin(
        name="poisson.dist",
        parameters=(_X, Parameter("mean", "number"), _CUMULATIVE),
        result="number",
        sentence="How likely so many events are where a mean of them is expected, or (cumulative) at most so many.",
        examples=(("poisson.dist(2, 5, true)", 0.124652), ("poisson.dist(2, 5, false)", 0.084224)),
        scalar=_poisson_dist,
        excel="_xlfn.POISSON.DIST({0},{1},{2})",
    ),
    Builtin(
        name="standardize",
        parameters=(_VALUE, *_OF_X),
        result="number",
        sentence="How many standard deviations a value is above the mean.",
        examples=(("standardize(42, 40, 1.5)", 1.33333333),),
        scalar=_standardize,
        # LibreOffice takes a standard deviation below 0.
        excel="STANDARDIZE({0},{1},{2})/({2}>0)",
    ),
)
