"""From tokens to emotions: mentions, scores rolled up the tiers, and the answer with its evidence."""
