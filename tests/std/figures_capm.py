"""Figures of the required return: the texts' cases, and the closed forms of Sharpe, Treynor and Jensen."""

FIGURES = (
    ("s4-capm-a", "required_return(7%/year, 12%/year, 1.5)", 0.145),
    ("s4-capm-a, by name", "required_return(risk_free: 7%/year, market: 12%/year, beta: 1.5)", 0.145),
    ("s4-sml-line, slope", "market_premium(7%/year, 12%/year)", 0.05),
    ("s4-sml-line, intercept", "required_return(7%/year, 12%/year, 0)", 0.07),
    ("s4-capm-a turned round", "beta_for_return(14.5%/year, 7%/year, 12%/year)", 1.5),
    ("rho s / s_m", "beta_from_correlation(0.6, 30%/year, 20%/year)", 0.9),
    ("16% - 14.5%", "jensen_alpha(16%/year, 7%/year, 12%/year, 1.5)", 0.015),
    ("(12% - 7%) / 20%", "sharpe_ratio(12%/year, 7%/year, 20%/year)", 0.25),
    ("(16% - 7%) / 1.5", "treynor_ratio(16%/year, 7%/year, 1.5)", 0.06),
    ("half the market's risk, half its premium", "capital_market_line(10%/year, 7%/year, 12%/year, 20%/year)", 0.095),
    ("borrowing to invest", "market_share_for_risk(30%/year, 20%/year)", 1.5),
)
