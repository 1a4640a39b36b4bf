"""From texts to vectors: one protocol, the Sentence-BERT adapter, and a deterministic stand-in for tests."""
