"""Training of the scoring model from rated answers: `python -m bot train`. Needs the extra `train` (numpy)."""
