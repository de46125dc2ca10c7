"""Drills: many members, the same questions at the same time."""
