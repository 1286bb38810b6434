"""The fixtures that run short plans."""

from semantics.running import diagnose, run_text

__all__ = ["diagnose", "run_text"]
