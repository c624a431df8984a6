"""Changes to ideas: keeping a run, linking statements, deciding, publishing."""

from polyphonie.ideas.services.deciding import hide_idea, merge_ideas, rename_idea, replay_decisions
from polyphonie.ideas.services.keeping import keep_run
from polyphonie.ideas.services.linking import link_statements, settle_link
from polyphonie.ideas.services.publishing import publish_run, withdraw_run

__all__ = [
    "hide_idea",
    "keep_run",
    "link_statements",
    "merge_ideas",
    "publish_run",
    "rename_idea",
    "replay_decisions",
    "settle_link",
    "withdraw_run",
]
