"""What exists: the newsroom's nouns, their constraints and the questions asked of them."""
