"""Files of Agora, written from the columns that it gives."""

COMMENTS = [
    ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "passes", "votes", "moderated",
     "comment_text"],
    ["1403054214196", "Wed Jun 18 2014", "0", "5", "2", "0", "1", "3", "1", "Un guichet, toujours."],
    ["1403054214197", "Wed Jun 18 2014", "1", "6", "0", "2", "0", "2", "-1", "Aucune machine\nà l’accueil."],
]  # fmt: skip
QUESTIONS = [
    ["question-id", "question-slug-id", "question-order", "question-type", "question-text", "is-required",
     "is-public-aggregate-suppression-enabled", "question-semantic-version"],
    ["0", "abc", "1", "free_text", "Pourquoi ?", "1", "1", "1"],
]  # fmt: skip
OPTIONS = [
    ["option-id", "option-slug-id", "question-id", "option-order", "option-text"],
    ["0", "abc", "1", "1", "Une fois par mois"],
]
AGGREGATES = [
    ["scope", "cluster-id", "cluster-label", "question-id", "option-id", "count", "percentage", "is-suppressed",
     "suppression-reason"],
    ["overall", "", "", "1", "0", "", "", "1", "count_below_threshold"],
]  # fmt: skip
RESPONSES = [
    ["participant-id", "response-status", "is-currently-counted", "created-at", "updated-at", "completed-at",
     "question-id", "answer-semantic-version", "option-id", "answer-text-html", "answer-text-plain"],
    ["0", "complete_valid", "1", "2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "2026-01-01T10:05:00Z", "0", "1", "",
     "<p>Pour les agents</p>", "Pour les agents"],
    ["0", "complete_valid", "1", "2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "2026-01-01T10:05:00Z", "1", "1", "0",
     "", ""],
    ["1", "withdrawn", "0", "2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "", "0", "1", "", "<p>Non</p>", "Non"],
    ["2", "in_progress", "0", "2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "", "0", "1", "", "<p>Oui</p>", "Oui"],
    ["3", "complete_valid", "1", "2026-01-01T10:00:00Z", "2026-01-01T10:05:00Z", "", "0", "1", "", "", ""],
]  # fmt: skip
FILES = {
    "comments": (COMMENTS, "comments", ""),
    "questions": (QUESTIONS, "unknown", "survey-questions"),
    "options": (OPTIONS, "unknown", "survey-options"),
    "aggregates": (AGGREGATES, "results", "survey-aggregates"),
    "responses": (RESPONSES, "answers", ""),
}
