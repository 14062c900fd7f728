"""The columnar comparison: what is run (`plan`), how (`data`, `process`), and what becomes of it (`ratios`, `report`)."""
