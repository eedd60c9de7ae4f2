"""Text as text: offsets, graphemes, words and clitics, folding for search, direction; pure functions."""
