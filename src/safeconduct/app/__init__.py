"""Use cases: one function a verb. ``wire`` is the only constructor, ``settings`` the only reader of the environment."""
