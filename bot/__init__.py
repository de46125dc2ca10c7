"""Headset: practise call-center phone screens together, on Discord."""

__version__ = "0.1.0"
