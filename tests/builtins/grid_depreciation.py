"""The arguments over which the built-ins of depreciation are recalculated."""

COSTS = (0.0, 100.0, 2400.0)
SALVAGES = (0.0, 10.0, 300.0)
LIVES = (1.0, 2.0, 10.0, 12.7, 40.0)
# A period within the first one, LibreOffice takes otherwise than Excel.
PERIODS = (0.0, 1.0, 1.7, 2.0, 10.0, 11.3, 13.0)
FACTORS = (1.0, 2.0, 4.5, 50.3, 0.0)

GRIDS = {
    # A cost of 0 is an error in LibreOffice.
    "db": (COSTS[1:], SALVAGES, LIVES, PERIODS, (1.0, 7.9, 12.0, 13.0)),
    "ddb": (COSTS, SALVAGES, LIVES, PERIODS, FACTORS),
    "sln": (COSTS, SALVAGES, (*LIVES, 0.0, -5.0)),
    # A period of 0 or beyond the life and a salvage value below 0 are errors in Excel only.
    "syd": (COSTS, SALVAGES, (13.0, 40.0), (0.3, 1.0, 1.7, 10.0, 13.0)),
    # From a start within a period LibreOffice goes on otherwise than Excel, unless there is no switch.
    "vdb": (COSTS, SALVAGES, LIVES, (0.0, 1.0, 2.0, 10.0), (0.8, 1.0, 4.2, 13.0), (1.0, 1.5, 2.0, 50.3), (0.0, 1.0)),
}

CASES = {
    "db": ((1000000.0, 100000.0, 6.0, 7.0), (1000000.0, 100000.0, 6.0, 7.0, 7.0), (100.0, -5.0, 6.0, 1.0)),
    "ddb": ((2400.0, 300.0, 3650.0, 1.0), (2400.0, 300.0, 10.0, 10.0), (100.0, -5.0, 6.0, 1.0)),
    "vdb": (
        (2400.0, 300.0, 3650.0, 0.0, 1.0),
        (2400.0, 300.0, 120.0, 6.0, 18.0),
        (2400.0, 300.0, 120.0, 6.0, 18.0, 1.5),
        (2400.0, 300.0, 10.0, 0.0, 0.875, 1.5),
        (100.0, 10.0, 13.0, 0.5, 4.2, 1.0, 1.0),
        (100.0, 10.0, 13.0, -1.0, 4.2),
        (100.0, 10.0, 13.0, 3.0, 2.0),
    ),
}
