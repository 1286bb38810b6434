"""What is known of a plan without running it: its formulas as mathematics, proofs and solutions.

sympy is imported only inside functions: a plan is checked and run without it.
"""
