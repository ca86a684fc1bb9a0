"""A build or a query in, what a SPARQL 1.1 store somewhere else makes of it out."""
