"""A small Discord on loopback, which the real client connects to, and the tests that need sockets."""
