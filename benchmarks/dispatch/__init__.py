"""How fast what is due leaves, beside other ways to do it."""
