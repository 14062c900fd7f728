"""What is run (`plan`, `pages`), how (`data`, `process`), and what becomes of it (`ratios`, `report`, `pages_report`)."""
