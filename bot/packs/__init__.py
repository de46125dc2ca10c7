"""YAML to checked domain objects: what is wrong is told as `file:line: what, what would be right`."""

from pathlib import Path

BUILT_IN = Path(__file__).resolve().parents[2] / "content"
"""The content folder that comes with Headset: `rubric/` and `packs/`."""
