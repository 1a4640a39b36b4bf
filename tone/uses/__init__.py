"""What TONE is used for, end to end, each against baselines without it.

`detection` reads emotions in labelled texts beside peers, `reviews` predicts ratings, `response` plans empathetic
replies and `retrieval` finds human ones, behind the guard of `crisis`.
"""
