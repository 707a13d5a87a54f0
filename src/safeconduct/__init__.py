"""safeconduct: from contested reports to a checked evacuation corridor plan, or the proof why not."""

__version__ = "0.1.0"
