"""Commands, buttons and listeners: each says to the desk what happened, and shows what comes back."""
