"""The graph: tables to triples and back, SPARQL, and one deterministic writer, on pyoxigraph."""
