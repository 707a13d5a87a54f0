"""Stress: a plan on a thousand simulated days, made of the same events as the real one and folded by the same code."""
