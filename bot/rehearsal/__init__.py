"""A local Discord in the terminal or the browser, for trying the bot with no account."""
