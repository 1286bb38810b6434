"""Figures of return and risk."""

AMOUNTS = "[50萬 TWD, 30萬 TWD, 20萬 TWD]"
STATES = "[40%, 60%]"
THIRDS = "[1/3, 1/3, 1/3]"
FUND = "[20%, 10%, -7%]"
BOND = "[-5%, 7%, 12%]"
SDS = f"state_sd({THIRDS}, {FUND}), state_sd({THIRDS}, {BOND})"
FUND_VARIANCE, BOND_VARIANCE, COVARIANCE = 0.012422222222222222, 0.005088888888888889, -0.007377777777777777
VARIANCES = f"{FUND_VARIANCE!r}, {BOND_VARIANCE!r}, {COVARIANCE!r}"
# Two uncorrelated assets, 10% and 6% with standard deviations of 20% and 10%.
PAIR = "10%, 6%, 20%, 10%, 0"

FIGURES = (
    ("s4-hpr-tsmc", "holding_return(80 TWD, 90 TWD, 5 TWD)", 0.1875),
    ("the buyer's costs of 4", "holding_return(80 TWD, 90 TWD, 5 TWD, costs: 4 TWD)", 0.1375),
    ("s4-hpr-tsmc-split", "capital_gain_return(80 TWD, 90 TWD)", 0.125),
    ("s4-hpr-tsmc-split", "income_return(80 TWD, 5 TWD)", 0.0625),
    ("1.1^2 = 1.21", "annual_return(21%, 2 years)", 0.1),
    ("s4-portfolio-weights", f"sum(weights_of({AMOUNTS}) * [1, 10, 100])", 0.5 + 3 + 20),
    ("s4-portfolio-return", "portfolio_return([50%, 30%, 20%], [18.75%, 12.5%, 10.25%])", 0.15175),
    ("s4-portfolio-return", f"portfolio_return_of_amounts({AMOUNTS}, [18.75%, 12.5%, 10.25%])", 0.15175),
    ("s4-fubon-er", f"expectation({STATES}, [17%, 7%])", 0.11),
    ("s4-fubon-variance", f"state_variance({STATES}, [17%, 7%])", 0.0024),
    ("s4-fubon-sd", f"state_sd({STATES}, [17%, 7%])", 0.048989794855663564),
    ("s4-tsmc-er", f"expectation({STATES}, [21%, 5%])", 0.114),
    ("s4-tsmc-variance", f"state_variance({STATES}, [21%, 5%])", 0.006144),
    ("s4-fund-er", f"expectation({THIRDS}, {FUND})", 0.07666666666666666),
    ("s4-fund-variance", f"state_variance({THIRDS}, {FUND})", FUND_VARIANCE),
    ("s4-bond-er", f"expectation({THIRDS}, {BOND})", 0.04666666666666667),
    ("s4-bond-variance", f"state_variance({THIRDS}, {BOND})", BOND_VARIANCE),
    ("s4-mix-er", f"expectation({THIRDS}, pair_return(1/2, {FUND}, {BOND}))", 0.06166666666666667),
    ("s4-mix-variance", f"state_variance({THIRDS}, pair_return(1/2, {FUND}, {BOND}))", 0.0006888888888888888),
    ("s4-mix-sd", f"state_sd({THIRDS}, pair_return(1/2, {FUND}, {BOND}))", 0.026246692913372702),
    ("s4-mix-covariance", f"state_covariance({THIRDS}, {FUND}, {BOND})", COVARIANCE),
    ("s4-mix-variance from the covariance", f"pair_variance(1/2, {VARIANCES})", 0.0006888888888888888),
    (
        "s4-mix-sd from the correlation",
        f"pair_sd(1/2, {SDS}, state_correlation({THIRDS}, {FUND}, {BOND}))",
        0.026246692913372702,
    ),
    ("s4-min-variance-weight", f"minimum_variance_weight({VARIANCES})", 0.38636363636363635),
    ("s4-coin-flip", "state_sd([50%, 50%], [200, 0])", 100.0),
    ("s4-coin-flip", "variation_coefficient(state_sd([50%, 50%], [200, 0]), expectation([50%, 50%], [200, 0]))", 1.0),
    ("10 / (20 + 10)", "zero_risk_weight(20%, 10%)", 1 / 3),
    ("no risk is left", "pair_sd(zero_risk_weight(20%, 10%), 20%, 10%, -1)", 0.0),
    # e1 V2 / (e1 V2 + e2 V1) = 8% * 1% / (8% * 1% + 4% * 4%).
    ("uncorrelated, 2% free of risk", "tangency_weight(10%, 6%, 2%, 4%, 1%, 0)", 1 / 3),
    ("(8% - 6%) / (10% - 6%)", "frontier_weight(8%, 10%, 6%)", 0.5),
    ("sqrt(20%^2 + 10%^2) / 2", f"frontier_sd(8%, {PAIR})", 0.05**0.5 / 2),
    ("at both ends and between", f"sum(frontier_sd([6%, 8%, 10%], {PAIR}))", 0.1 + 0.05**0.5 / 2 + 0.2),
    ("four uncorrelated assets of 20%", "portfolio_sd([25%, 25%, 25%, 25%], [20%, 20%, 20%, 20%], 0)", 0.1),
    ("all move together", "portfolio_sd([25%, 75%], [20%, 40%], 1)", 0.35),
    ("of two it is theirs", "portfolio_sd([30%, 70%], [20%, 10%], 0.4) - pair_sd(30%, 20%, 10%, 0.4)", 0.0),
    ("3-4-12: 13", "three_asset_sd(1, 1, 1, 3, 4, 12, 0, 0, 0)", 13.0),
    ("all move together", "three_asset_sd(20%, 30%, 50%, 10%, 20%, 30%, 1, 1, 1)", 0.23),
    ("20% less 10%", "diversification_gain([50%, 50%], [20%, 20%], 10%)", 0.1),
    ("s4-coin-flip, in money", "expectation([50%, 50%], [200 TWD, 0 TWD])", 100.0),
    ("s4-coin-flip, in money", "state_sd([50%, 50%], [200 TWD, 0 TWD])", 100.0),
    ("s4-hpr-tsmc, in prices a share", "holding_return(80 TWD/share, 90 TWD/share, 5 TWD/share)", 0.1875),
    ("s4-fubon-sd, in rates", f"state_sd({STATES}, [17%/year, 7%/year])", 0.048989794855663564),
    ("(V2 - cov) / (V1 + V2 - 2 cov)", "index(minimum_variance_weights([20%, 10%], 0.25), 1)", 0.005 / 0.04),
    ("three alike", "index(minimum_variance_weights([10%, 10%, 10%], 0.3), 3)", 1 / 3),
    # Half of each: 0.01 + 0.0025 + 0.005.
    ("two assets, as frontier_sd", "efficient_sd(8%, [10%, 6%], [20%, 10%], 0.5)", 0.0175**0.5),
    # -1/6, 1/3 and 5/6 of each.
    ("three assets apart", "efficient_sd(8%, [4%, 6%, 8%], [10%, 10%, 10%], 0)", (0.01 * 30 / 36) ** 0.5),
    ("300, 18 and 1.16 at 8%", "efficient_sd_of(8%, 300, 18, 1.16)", (0.2 / 24) ** 0.5),
    ("3 - 1/3 * 2 * 3 over a half", "inverse_product([1, 1], [1, 2], 0.5)", 2.0),
)
