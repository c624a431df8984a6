"""Taking a grid for oneself while it changes: whoever writes to it locks its row first."""

from polyphonie.info_grids.models import InfoGrid


def lock_grid(grid: InfoGrid) -> InfoGrid:
    """Lock a grid until the end of the transaction, and give it as it is now."""
    related = ("form", "engagement__campaign", "engagement__territory")
    return InfoGrid.objects.select_for_update(of=("self",)).select_related(*related).get(pk=grid.pk)
