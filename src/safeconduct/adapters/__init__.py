"""The only room that meets database, clock, network, processes and foreign engines."""
