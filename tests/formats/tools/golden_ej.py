"""Files of EJ, written from the columns that it gives."""

VOTES = [
    ["email", "author", "author_id", "author__metadata__analytics_id", "author__metadata__mautic_id", "comment",
     "comment_id", "conversation_id", "choice", "created"],
    ["jeanne@example.org", "Jeanne", "512", "GA1", "7", "Un guichet, toujours.", "3", "9", "1", "1617383474.12"],
    ["jeanne@example.org", "Jeanne", "512", "GA1", "7", "Aucune machine.", "4", "9", "-1", "1617383475.12"],
    ["paul@example.org", "Paul", "513", "", "", "Un guichet, toujours.", "3", "9", "0", "1617383476.12"],
]  # fmt: skip
WORDS = [
    VOTES[0],
    *([*row[:8], word, row[9]] for row, word in zip(VOTES[1:], ("agree", "disagree", "skip"), strict=True)),
]
COMMENTS = [
    ["comment", "comment_id", "author", "author_id", "agree", "disagree", "skipped", "convergence", "participation",
     "created"],
    ["Un guichet, toujours.", "3", "jeanne@example.org", "512", "1", "0", "1", "0.5", "0.8", "2021-04-02 10:00:00"],
    ["Aucune machine.", "4", "jeanne@example.org", "512", "0", "1", "0", "1.0", "0.4", "2021-04-02 11:00:00"],
]  # fmt: skip
FILES = {"votes": (VOTES, "votes"), "votes in words": (WORDS, "votes"), "comments": (COMMENTS, "comments")}
