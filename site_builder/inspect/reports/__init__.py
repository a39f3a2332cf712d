"""The report on a run: for people as text, for programs as JSON, SARIF, JUnit or notes on a pull request.

All of them hold the same findings.
"""
