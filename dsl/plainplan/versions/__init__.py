"""Plans in version control: what was edited, what that did to the outcome, and how two people's edits come together."""
