"""Files of Polis in each generation, its database included, written from the columns that it gives."""

COMMENTS_REPORT = [
    ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
    ["1403054214196", "Wed Jun 18 2014", "0", "5", "2", "0", "1", "Un guichet, toujours."],
    ["1403054214197", "Wed Jun 18 2014", "1", "6", "0", "2", "-1", "Aucune machine\nà l’accueil."],
]
COMMENTS_CURRENT = [
    ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "importance",
     "comment-body"],
    ["1403054214", "Wed Jun 18 2014", "0", "5", "2", "0", "1", "3", "A desk, always."],
]  # fmt: skip
COMMENTS_ARCHIVE = [
    ["timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed",
     "group-informed-consensus", "comment-body"],
    ["1403054214", "0", "5", "2", "0", "1", "false", "true", "0.5", "Un guichet, toujours."],
]  # fmt: skip
COMMENTS_DATABASE = [
    ["tid", "zid", "pid", "uid", "created", "modified", "txt", "mod", "is_meta", "is_seed"],
    ["0", "28", "5", "72", "1728978218495", "1728978218495", "Un guichet, toujours.", "1", "f", "t"],
]
VOTES = [
    ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
    ["1403054214300", "Wed", "0", "7", "-1"],
    ["1403054214200", "Wed", "0", "7", "1"],
    ["1403054214250", "Wed", "1", "7", "0"],
    ["1403054214260", "Wed", "1", "8", "1"],
]
VOTES_IMPORTANT = [
    ["timestamp", "datetime", "comment-id", "voter-id", "vote", "important"],
    ["1403054214", "Wed", "0", "7", "1", "1"],
    ["1403054215", "Wed", "1", "7", "NULL", "0"],
]
VOTES_DATABASE = [
    ["zid", "pid", "tid", "vote", "weight_x_32767", "created"],
    ["28", "6", "10", "-1", "0", "1728978601476"],
]
VOTES_IMPORT = [
    ["vote_id", "user_id", "vote_value", "timestamp", "comment_id"],
    ["1", "7", "1", "1403054214", "0"],
    ["2", "8", "-1", "1403054215", "0"],
]
MATRIX_OLD = [
    ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "0", "1"],
    ["7", "mail@example.org", "0", "0", "2", "0", "1", "-1", "0"],
    ["8", "", "1", "0", "1", "1", "0", "", "1"],
    ["9", "", "", "0", "0", "0", "0", "", ""],
]
MATRIX = [
    ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "0", "1"],
    ["7", "0", "0", "2", "0", "1", "-1", "0"],
    ["8", "1", "0", "1", "1", "0", "", "1"],
]
IMPORTANCE = [
    ["participant", "group-id", "n-comments", "n-votes", "n-important", "0", "1"],
    ["7", "0", "0", "2", "1", "1", "0"],
]
GROUPS = [
    ["comment-id", "comment", "total-votes", "total-agrees", "total-disagrees", "total-passes", "group-a-votes",
     "group-a-agrees", "group-a-disagrees", "group-a-passes"],
    ["0", "Un guichet, toujours.", "4", "3", "1", "0", "4", "3", "1", "0"],
]  # fmt: skip
CLUSTERS = [
    ["comment-id", "moderated", "active", "layer0-cluster-id", "layer0-distance", "layer0-confidence", "comment-body"],
    ["0", "1", "1", "-1", "0.1234", "0.9000", "Un guichet, toujours."],
]
HISTORY = [["n-votes", "n-comments", "n-visitors", "n-voters", "n-commenters"], ["4", "2", "9", "2", "2"]]
XIDS = [["participant", "xid"], ["7", "jeanne-12"], ["8", "paul-13"]]
# Without headings: the first row says the topic.
SUMMARY = [
    ["topic", "L’IA, ici"], ["url", "https://example.org/c"], ["voters", "2"], ["voters-in-conv", "2"],
    ["commenters", "2"], ["comments", "2"], ["groups", "2"], ["conversation-description", "Deux lignes\nà lire"],
]  # fmt: skip
SUMMARY_LEGACY = [*SUMMARY[:2], ["views", "9"], *SUMMARY[2:]]
CONVENTION = "agree=+1;disagree=-1;pass=0;format=polis-export/1"
SUMMARY_CURRENT = [*SUMMARY, ["vote-convention", CONVENTION]]
FORMAT = {
    "format": "polis-export/1",
    "vote-convention": "agree=+1;disagree=-1;pass=0",
    "vote": {"agree": 1, "disagree": -1, "pass": 0},
    "files": {"votes.csv": {"vote": "vote"}},
}
UNQUOTED = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1403054214196,Wed,0,5,2,0,1,Un guichet, toujours\n"
    "1403054214197,Wed,1,6,0,2,0,Deux lignes\nici, et là\n"
    "1403054214198,Wed,2,6,0,2,0,Une liste : a, b,\nc, d, e, f, g, h, i\nj, k, l, m, n, o, p, q\n"
    "1403054214199,Wed,3,6,0,2,0,Fin\n"
)
# The file, its rows, and what it is: kind and generation.
FILES = {
    "a report's comments": (COMMENTS_REPORT, "comments", "report"),
    "current comments": (COMMENTS_CURRENT, "comments", "current"),
    "an archive's comments": (COMMENTS_ARCHIVE, "comments", "archive-2023"),
    "the database's comments": (COMMENTS_DATABASE, "comments", "database"),
    "votes": (VOTES, "votes", "export"),
    "votes with importance": (VOTES_IMPORTANT, "votes", "export"),
    "the database's votes": (VOTES_DATABASE, "votes", "database"),
    "votes to import": (VOTES_IMPORT, "votes", "import"),
    "the old matrix": (MATRIX_OLD, "participants", "export"),
    "the matrix": (MATRIX, "participants", "export"),
    "importance": (IMPORTANCE, "participants", "participant-importance"),
    "groups": (GROUPS, "results", "comment-groups"),
    "clusters": (CLUSTERS, "results", "comment-clusters"),
    "history": (HISTORY, "results", "stats-history"),
    "who is who": (XIDS, "participants", "xid"),
}
SUMMARIES = {
    "summary, report": SUMMARY,
    "summary, legacy": SUMMARY_LEGACY,
    "summary, current": SUMMARY_CURRENT,
}
NOTHING_TO_TAKE = ("importance", "groups", "clusters", "history")
