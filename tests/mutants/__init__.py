"""A sampled mutation run: small changes of the reader's code, each of which its tests must notice."""
