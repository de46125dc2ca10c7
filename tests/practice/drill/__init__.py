"""Drills, pure."""
