"""Logging in through OpenID Connect: off by default, and only for those who were invited."""
