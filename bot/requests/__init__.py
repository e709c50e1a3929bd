"""A request on its way: held back where there are too many, understood, and carried out."""
