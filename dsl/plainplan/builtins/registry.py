"""All built-ins by name. A family is imported when the first of its names is asked for: a plan calls few of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainplan.builtins.record import Builtin

# The names in each module of this package, whose `RECORDS` hold them.
# `nominal_rate` is Excel's NOMINAL: in a plan it is `nominal` with two arguments.
FAMILIES: dict[str, str] = {
    "annuities": "cumipmt cumprinc fv ipmt ispmt nper pmt ppmt pv",
    "arithmetic": "abs exp ln log10 max min power sign sqrt sum",
    "averages": "avedev average count devsq geomean harmean kurt median mode mode.sngl skew skew.p stdev stdev.p"
    " stdev.s stdevp trimmean var var.p var.s varp",
    "bills": "tbilleq tbillprice tbillyield",
    "bonds": "duration mduration price yield",
    "cash_flows": "fvschedule irr mirr npv xirr xnpv",
    "conditions": "isnumber valid",
    "coupons": "coupdaybs coupdays coupdaysnc coupncd coupnum couppcd",
    "criteria": "averageif countif sumif",
    "dates": "date datedif datedif_years day days edate eomonth month year",
    "day_fractions": "days360 yearfrac",
    "depreciation": "db ddb sln syd vdb",
    "discounts": "accrint accrintm disc intrate pricedisc pricemat received yielddisc yieldmat",
    "distributions": "binom.dist confidence.norm expon.dist lognorm.dist lognorm.inv norm.dist norm.inv norm.s.dist"
    " norm.s.inv normdist norminv normsdist normsinv poisson.dist standardize",
    "french_depreciation": "amordegrc amorlinc",
    "lookup": "index interpolate lookup match xlookup",
    "mathematics": "acos asin atan combin cos degrees fact gcd lcm log permut pi product radians sin sumproduct sumsq"
    " tan",
    "odd_bonds": "oddfprice oddfyield oddlprice oddlyield",
    "pairs": "correl covar covariance.p covariance.s forecast forecast.linear intercept pearson rsq slope steyx",
    "quotes": "dollarde dollarfr",
    "ranks": "large percentile percentile.exc percentile.inc percentrank percentrank.exc percentrank.inc quartile"
    " quartile.exc quartile.inc rank rank.avg rank.eq small",
    "rates": "effect nominal_rate pduration rate rri",
    "rounding": "ceiling ceiling.math even floor floor.math int mod mround odd quotient round rounddown roundup trunc",
    "weekdays": "isoweeknum networkdays networkdays.intl weekday weeknum workday workday.intl",
}


class Registry(Mapping[str, Builtin]):
    """The built-ins by name, sorted."""

    def __init__(self, families: Mapping[str, str]) -> None:
        """A registry that has imported nothing yet."""
        self._family_of = {name: family for family, names in families.items() for name in names.split()}
        self._found: dict[str, Builtin] = {}

    def __getitem__(self, name: str) -> Builtin:
        """The record of a built-in; KeyError for another name."""
        if name not in self._found:
            family = self._family_of[name]
            module = __import__(f"{__package__}.{family}", fromlist=("RECORDS",))
            self._found |= {record.name: record for record in module.RECORDS}
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a built-in of this name; imports nothing."""
        return name in self._family_of

    def __iter__(self) -> Iterator[str]:
        """The names in order; imports nothing."""
        return iter(sorted(self._family_of))

    def __len__(self) -> int:
        """How many built-ins there are."""
        return len(self._family_of)

    def family(self, name: str) -> str:
        """The family of a built-in, which is the module that holds it."""
        return self._family_of[name]


BUILTINS = Registry(FAMILIES)
