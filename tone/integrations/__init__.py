"""TONE inside other libraries: scikit-learn, spaCy, pandas and polars. Each module needs its library, and says so."""
