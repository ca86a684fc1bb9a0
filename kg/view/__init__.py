"""Knowledge in, one interactive HTML page out."""
