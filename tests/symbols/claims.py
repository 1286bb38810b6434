"""Claims with their known answers: twenty that are true, twenty that are false, twenty that are hard."""

from __future__ import annotations

from plainplan.records import dataclass

HARDY = "Hardy, Littlewood, Pólya, Inequalities"
STEELE = "Steele, The Cauchy-Schwarz Master Class"
KNUTH = "Graham, Knuth, Patashnik, Concrete Mathematics"
KELLISON = "Kellison, The Theory of Interest"
HULL = "Hull, Options, Futures, and Other Derivatives"
BODIE = "Bodie, Kane, Marcus, Investments"
BOYD = "Boyd, Vandenberghe, Convex Optimization"


@dataclass(frozen=True, slots=True)
class Known:
    """A claim about params, whether it is true, and where that stands."""

    name: str
    source: str
    params: str
    claim: str
    lets: str = ""

    @property
    def plan(self) -> str:
        """The claim as a plan without time."""
        lines = []
        for word in self.params.split("; "):
            name, _, bounds = word.partition(" in ")
            low, _, high = bounds.partition("..")
            written = f"{low}" if low else "3"
            lines.append(f"param {name} = {written}" + (f" {{\n    range: {low} .. {high}\n}}" if bounds else ""))
        lines += [f"let {each}" for each in self.lets.split("; ") if each]
        return "\n".join([*lines, f"prove claim: {self.claim}", ""])


TRUE = [
    Known("square of a sum", "the binomial theorem", "x; y", "(x + y)^2 = x^2 + 2 * x * y + y^2"),
    Known("difference of squares", "Euclid II.5", "x; y", "(x - y) * (x + y) = x^2 - y^2"),
    Known("two means", HARDY, "x in 0..100; y in 0..100", "(x + y) / 2 >= sqrt(x * y)"),
    Known("squares and products", STEELE, "x; y; z", "x^2 + y^2 + z^2 >= x * y + y * z + z * x"),
    Known("min and max", KNUTH, "x; y", "min(x, y) + max(x, y) = x + y"),
    Known("max by absolute value", KNUTH, "x; y", "max(x, y) = (x + y + abs(x - y)) / 2"),
    Known("triangle", HARDY, "x; y", "abs(x + y) <= abs(x) + abs(y)"),
    Known("a quarter at most", BOYD, "p in 0..1", "p * (1 - p) <= 0.25"),
    Known("either or both", "the rule of inclusion and exclusion", "p in 0..1; q in 0..1", "p + q - p * q <= 1"),
    Known("Bernoulli", HARDY, "x in 0..1; n in 1..30", "(1 + x)^n >= 1 + n * x"),
    Known("annuity", KELLISON, "r in 0.01..0.3", "1 / (1 + r) + 1 / (1 + r)^2 = (1 - (1 + r)^(-2)) / r"),
    Known("discount and interest", KELLISON, "i in 0.001..0.5", "i - d = i * d", "d = i / (1 + i)"),
    Known("present value falls", KELLISON, "r in 0..0.2", "100 / (1 + r)^3 <= 100"),
    Known("monthly beats yearly", KELLISON, "r in 0.01..0.3", "(1 + r / 12)^12 > 1 + r"),
    Known("payoffs of a call and a put", HULL, "s in 0..500; k in 0..500", "max(s - k, 0) - max(k - s, 0) = s - k"),
    Known("a call is worth no more than its share", HULL, "s in 0..500; k in 0..500", "max(s - k, 0) <= s"),
    Known("weights of three", BODIE, "b in 0..3", "b / 3 + b / 3 + (1 - 2 * b / 3) = 1"),
    Known("beta of three", BODIE, "b in 0..3", "w * 1 + w * 2 + (1 - 2 * w) * 0 = b", "w = b / 3"),
    Known("logarithm of a product", HARDY, "x in 1..9; y in 1..9", "ln(x * y) = ln(x) + ln(y)"),
    Known("what is taken is given", "double entry", "a; b; x", "(a - min(x, a)) + (b + min(x, a)) = a + b"),
]

FALSE = [
    Known("square of a sum, as beginners have it", "the binomial theorem", "x; y", "(x + y)^2 = x^2 + y^2"),
    Known("squares are above zero", HARDY, "x", "x^2 > 0"),
    Known("squares are greater", HARDY, "x", "x^2 >= x"),
    Known("roots are smaller", HARDY, "x in 0..4", "sqrt(x) <= x"),
    Known("two means, turned round", HARDY, "x in 0..100; y in 0..100", "(x + y) / 2 <= sqrt(x * y)"),
    Known("root of a sum", STEELE, "x in 0..9; y in 0..9", "sqrt(x + y) = sqrt(x) + sqrt(y)"),
    Known("absolute values add up", HARDY, "x; y", "abs(x + y) = abs(x) + abs(y)"),
    Known("min is the first", KNUTH, "x; y", "min(x, y) = x"),
    Known("reciprocals add up", HARDY, "x in 1..9; y in 1..9", "1 / (x + y) = 1 / x + 1 / y"),
    Known("half is the most", BOYD, "p in 0..1", "p * (1 - p) < 0.25"),
    Known("simple interest is more", KELLISON, "r in 0.01..0.3", "1 + 2 * r >= (1 + r)^2"),
    Known("rates of periods add up", KELLISON, "r in 0.01..0.3", "(1 + r)^12 - 1 = 12 * r"),
    Known("down and up again", BODIE, "r in 0.01..0.9", "(1 - r) * (1 + r) = 1"),
    Known("present value stays", KELLISON, "r in 0..0.2", "100 / (1 + r)^3 > 60"),
    Known("a call is worth its share", HULL, "s in 0..500; k in 0..500", "max(s - k, 0) = s"),
    Known("call and put pay the same", HULL, "s in 0..500; k in 0..500", "max(s - k, 0) = max(k - s, 0)"),
    Known("weights of two", BODIE, "b in 0..3", "b / 3 + (1 - 2 * b / 3) = 1"),
    Known("leverage doubles whatever comes", BODIE, "r in -0.9..0.9", "1 + 2 * r >= (1 + r)^2 - 0.5"),
    Known("whole part adds up", KNUTH, "x in 0..9; y in 0..9", "int(x + y) = int(x) + int(y)"),
    Known("a cubic without a root", "the intermediate value theorem", "x", "x^3 - 2 * x - 5 != 0 and x^3 - 2 * x < 5"),
]

# With the known truth.
HARD = [
    (True, Known("three means", STEELE, "x in 0..9; y in 0..9", "x^3 + y^3 + 1 >= 3 * x * y")),
    (True, Known("a tangent of the exponential", HARDY, "x", "exp(x) >= 1 + x")),
    (True, Known("a tangent of the logarithm", HARDY, "x in 0..1000", "ln(1 + x) <= x")),
    (
        True,
        Known("Nesbitt", STEELE, "x in 1..2; y in 1..2; z in 1..2", "x / (y + z) + y / (z + x) + z / (x + y) >= 1.5"),
    ),
    (True, Known("harmonic mean", HARDY, "x in 1..9; y in 1..9", "2 / (1 / x + 1 / y) <= (x + y) / 2")),
    (True, Known("Cauchy", STEELE, "a; b; c; d", "(a * c + b * d)^2 <= (a^2 + b^2) * (c^2 + d^2)")),
    (
        True,
        Known("Lagrange", STEELE, "a; b; c; d", "(a^2 + b^2) * (c^2 + d^2) = (a * c + b * d)^2 + (a * d - b * c)^2"),
    ),
    (True, Known("Jensen", BOYD, "x in -3..3; y in -3..3", "exp((x + y) / 2) <= (exp(x) + exp(y)) / 2")),
    (True, Known("Schur", HARDY, "x in 0..9; y in 0..9", "x^3 + y^3 >= x^2 * y + x * y^2")),
    (True, Known("bounded fraction", BOYD, "x", "abs(x / (1 + x^2)) <= 0.5")),
    (True, Known("a quartic", BOYD, "x", "x^4 - 4 * x + 4 > 0")),
    (
        True,
        Known(
            "middle of three",
            KNUTH,
            "x; y; z",
            "max(min(x, y), min(y, z), min(x, z)) = min(max(x, y), max(y, z), max(x, z))",
        ),
    ),
    (True, Known("clamp", KNUTH, "x; a in 0..1; b in 2..3", "min(max(x, a), b) = max(min(x, b), a)")),
    (
        True,
        Known("a spread of calls", HULL, "s in 0..300", "max(s - 90, 0) - 2 * max(s - 100, 0) + max(s - 110, 0) >= 0"),
    ),
    (True, Known("volatility drag", BODIE, "r in -0.9..2", "(1 + r) * (1 - r) <= 1")),
    (True, Known("continuous compounding", KELLISON, "r in 0..0.5", "exp(r) >= (1 + r / 2)^2")),
    (True, Known("rule of 72 from below", KELLISON, "r in 0.05..0.12", "abs(ln(2) / ln(1 + r) - 0.72 / r) < 0.4")),
    (False, Known("Euler's prime formula", KNUTH, "x in 0..10", "x^4 - 5 * x^3 + 8.99 * x^2 - 7 * x + 2.01 > 0")),
    (
        False,
        Known(
            "Motzkin, and a little less",
            BOYD,
            "x in 0..2; y in 0..2",
            "x^4 * y^2 + x^2 * y^4 - 3 * x^2 * y^2 + 0.99 > 0",
        ),
    ),
    (True, Known("Motzkin", BOYD, "x in 0..2; y in 0..2", "x^4 * y^2 + x^2 * y^4 - 3 * x^2 * y^2 + 1.01 > 0")),
]
