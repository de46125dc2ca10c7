"""The auto-dialer: a shift of connections in which the first words are everything (docs/dialer.md)."""
