"""PURE. A role-played customer call: what it is made of, what the caller hears, how they answer, and the scorecard."""
