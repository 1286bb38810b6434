"""The arguments over which the built-ins of French depreciation are recalculated."""

# 2008-06-01, 2008-08-19; 2008-09-30, 2008-12-31. LibreOffice measures a first period of more than a year, and one that
# begins or ends at the end of February, otherwise than Excel: they are left out.
PURCHASED = (39600.0, 39679.0)
FIRST = (39721.0, 39813.0)
SALVAGES = (0.0, 300.0, 2500.0)
# Basis 2 is an error in Excel and none in LibreOffice.
BASES = (0.0, 1.0, 3.0, 4.0)
RATES = (0.15, 0.1, 0.07, 0.3, 0.4, 0.22, 0.0)

GRIDS = {
    # From the second period on, LibreOffice takes off what it has rounded and does not write down to 0 in the last:
    # it is left out, and so are lives of less than 3 and of 4 to 5 years, errors in Excel. Of a cost of 2400 some
    # losses end in a half that floats miss by a hair, which LibreOffice rounds down.
    "amordegrc": ((2412.0,), PURCHASED, FIRST, SALVAGES, (0.0, 1.0), RATES[:4], BASES),
    "amorlinc": ((2400.0,), PURCHASED, FIRST, SALVAGES, (0.0, 1.0, 2.0, 3.0, 5.0, 6.0, 10.0, 16.0), RATES, BASES),
}
