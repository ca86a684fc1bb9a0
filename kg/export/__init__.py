"""RDF in, files of other formats out."""
