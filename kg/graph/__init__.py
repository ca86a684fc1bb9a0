"""Knowledge in, RDF out: quads, the store, queries, SHACL."""
