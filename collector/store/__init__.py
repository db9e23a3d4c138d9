"""Everything that is kept: the only SQL of the product. Knows nothing of Flask, forms or Word."""
