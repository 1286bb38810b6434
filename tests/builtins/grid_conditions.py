"""The arguments over which the built-ins of conditions are recalculated."""

GRIDS = {"isnumber": ((0.0, 2.5, -1e9),), "valid": ((0.0, 2.5, -1e9), (0.0, 1.0), ("it grows too fast",))}
