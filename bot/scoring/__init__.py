"""From an answer's text to evidence, levels, a score and feedback: pure, the same every time."""
