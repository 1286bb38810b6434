"""A plan's graph as a workbook: every quantity a row, every formula live."""
