"""From characters to tokens with exact offsets, phrases and cues."""
