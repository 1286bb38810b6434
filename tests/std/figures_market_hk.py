"""Figures of the Hong Kong stock exchange."""

FIGURES = (
    ("not known", "stamp_duty_hk(2001-08-31)", None),
    ("Stamp Duty Ordinance", "stamp_duty_hk(2021-07-31)", 0.001),
    ("Stamp Duty Ordinance", "stamp_duty_hk(2021-08-01)", 0.0013),
    ("Stamp Duty Ordinance", "stamp_duty_hk(2023-11-17)", 0.001),
    ("0.0027% + 0.00015% + 0.00565%", "levies_hk(2024-01-02)", 0.000085),
    ("not known", "levies_hk(2022-12-31)", None),
    # Of 50,050: a commission of 50.05, a stamp duty of 50.05 rounded up to 51, levies and fee of 4.25425.
    ("50.05 + 51 + 4.25425", "trading_cost_hk(50_050 HKD, 0.1%, 2024-01-02)", 105.30425),
)
