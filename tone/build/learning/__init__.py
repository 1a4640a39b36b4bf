"""What is learned from unlabelled text: the encoders' centroids, and the affinities of words."""
