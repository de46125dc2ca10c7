"""What a practice is made of and how it goes on: pure data and pure functions, no I/O and no clock."""
