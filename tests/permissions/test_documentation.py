from pathlib import Path

from django.core.management import call_command

from polyphonie.config.policies import policies_in_markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"


def test_the_page_of_the_permission_matrix_is_up_to_date():
    """Where it is not: `polyphonie manage list_policies --markdown > docs/reference/permissions.md`."""
    assert PAGE.read_text(encoding="utf-8") == policies_in_markdown()


def test_the_command_lists_every_address(capsys):
    call_command("list_policies")
    listed = capsys.readouterr().out
    assert "anyone               /recherche/  portal:search" in listed
    call_command("list_policies", "--markdown")
    assert capsys.readouterr().out == policies_in_markdown()
