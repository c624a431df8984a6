"""Giving people accounts and roles, inviting them, taking roles back."""

from polyphonie.accounts.services.inviting import invite
from polyphonie.accounts.services.roles import address_to_choose_a_password, give_role

__all__ = ["address_to_choose_a_password", "give_role", "invite"]
