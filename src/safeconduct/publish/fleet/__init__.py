"""Documents of a fleet's plan: one page, sheets for vehicles, sites and receptions, tables and drawings."""
