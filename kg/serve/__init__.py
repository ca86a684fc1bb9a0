"""A build in, an explorer and a SPARQL 1.1 endpoint over HTTP out."""
