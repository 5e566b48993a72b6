"""Text to a value with the words that decided it: pure functions."""
