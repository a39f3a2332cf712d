"""The browser gate: every page of the finished site in a real browser, as visitors with different needs meet it."""
