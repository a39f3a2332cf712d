"""The tests: a sentence each, tried with real parts."""
