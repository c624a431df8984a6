"""Proofs that anyone can verify: pure, no Django, no clock, no file."""

from polyphonie.ledger.chain import GENESIS, BrokenChainError, Link, chain_digest, check_chain

__all__ = ["GENESIS", "BrokenChainError", "Link", "chain_digest", "check_chain"]
