"""The three kinds of dependency links: claims of many methods, proposals, review, release, measurement."""
