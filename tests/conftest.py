"""For all tests."""

import os

from hypothesis import settings

# A change is judged by the same examples each time; `HYPOTHESIS_PROFILE=search make test` looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("search", max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
