"""What is kept, and the only place that knows SQL: statements in queries/, tables in migrations/."""
