"""What is kept, and the only place that knows SQL: statements in queries.sql, tables in migrations/."""
