"""The same world as for the permissions."""

from tests.permissions.conftest import kept_files, visitors

__all__ = ["kept_files", "visitors"]
