"""How a change becomes public."""
