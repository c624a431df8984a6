"""Files of Decidim, written from the columns that its serializers give."""

PROPOSALS_RECENT = [
    ["id", "author/id", "author/name", "author/url", "taxonomies/id", "taxonomies/name/fr", "participatory_space/id",
     "participatory_space/url", "component/id", "title/fr", "title/en", "title/machine_translations/en", "body/fr",
     "body/en", "body/machine_translations/en", "address", "latitude", "longitude", "state", "state_published_at",
     "reference", "answer/fr", "answered_at", "votes", "likes/total_count", "likes/user_likes", "comments",
     "follows_count", "published_at", "url", "meeting_urls", "related_proposals", "is_amend",
     "original_proposal/title/fr", "original_proposal/url", "withdrawn", "withdrawn_at", "created_at", "updated_at",
     "created_in_meeting", "coauthorships_count", "cost", "cost_report/fr", "execution_period/fr"],
    ["12", "4", "Jeanne", "https://example.org/jeanne", "3", "Habitants", "1", "https://example.org/p", "9",
     "Un guichet", "", "A desk", "Gardez un guichet ;\nmême petit.", "", "Keep a desk", "", "48.6", "-2.0", "accepted",
     "", "R-12", "Oui, dès mai.", "2026-05-01", "7", "2", "Paul", "3", "1", "2026-04-03 10:00:00 +0200",
     "https://example.org/12", "", "", "false", "", "", "false", "", "2026-04-01", "2026-04-04", "false", "1", "", "",
     ""],
    ["13", "5", "Paul", "", "3", "Agents", "1", "", "9", "", "No robots", "", "", "'-1 for robots", "", "", "", "",
     "", "", "R-13", "", "", "0", "0", "", "0", "0", "", "", "", "", "false", "", "", "false", "", "2026-04-02", "",
     "false", "1", "", "", ""],
    ["14", "5", "Paul", "", "3", "Agents", "1", "", "9", "Retirée", "", "", "Je retire", "", "", "", "", "",
     "withdrawn", "", "R-14", "", "", "0", "0", "", "0", "0", "", "", "", "", "false", "", "", "true", "2026-04-05",
     "2026-04-02", "", "false", "1", "", "", ""],
    ["15", "5", "Paul", "", "3", "Agents", "1", "", "9", "", "", "", "", "", "", "", "", "", "", "", "R-15", "", "",
     "0", "0", "", "0", "0", "", "", "", "", "false", "", "", "false", "", "2026-04-02", "", "false", "1", "", "", ""],
]  # fmt: skip
PROPOSALS_OLDER = [
    ["id", "category/id", "category/name/fr", "category/name/en", "scope/id", "scope/name/fr", "participatory_space/id",
     "participatory_space/url", "component/id", "title/fr", "body/fr", "state", "reference", "answer/fr", "votes",
     "endorsements/total_count", "endorsements/user_endorsements", "comments", "attachments", "followers",
     "published_at", "url", "meeting_urls", "related_proposals", "is_amend", "original_proposal/title",
     "original_proposal/url"],
    ["7", "1", "Numérique", "Digital", "2", "Centre", "6", "https://example.org/p", "5", "Moins d’écrans",
     "<p>Moins d’écrans à l’école.</p><ul><li>le matin</li><li>le soir</li></ul>", "evaluating", "R-7", "", "12", "3",
     "Jeanne", "0", "2", "4", "2021-02-03 09:00:00 UTC", "https://example.org/7", "", "", "false", "", ""],
]  # fmt: skip
PROPOSALS_OLDEST = [
    ["id", "category/id", "category/name", "scope/id", "scope/name", "title", "body", "supports", "comments",
     "published_at", "url", "feature/id", "participatory_space/id"],
    ["7", "1", "Numérique", "2", "Centre", "Moins d’écrans", "Moins d’écrans à l’école.", "12", "0", "2017-02-03",
     "https://example.org/7", "5", "6"],
]  # fmt: skip
PROPOSALS_ENGLISH = [
    ["id", "author/name", "component/id", "title/en", "body/en", "likes/total_count", "published_at"],
    ["3", "Jane", "9", "A desk", "Keep a desk, please.", "4", "2026-04-03"],
]
COMMENTS_RECENT = [
    ["id", "created_at", "body", "locale", "author/id", "author/name", "alignment", "depth", "commentable_id",
     "commentable_type", "root_commentable_url"],
    ["12", "2026-04-03", "Je suis pour, à une condition.", "fr", "2", "Jeanne", "1", "0", "12",
     "Decidim::Proposals::Proposal", "https://example.org/12"],
    ["13", "2026-04-04", "'=non", "fr", "2", "Jeanne", "-1", "1", "12", "Decidim::Comments::Comment",
     "https://example.org/12"],
]  # fmt: skip
COMMENTS_OLDER = [
    ["id", "created_at", "body", "author/id", "author/name", "alignment", "depth", "user_group/id", "user_group/name",
     "commentable_id", "commentable_type", "root_commentable_url"],
    ["2", "2020-04-03", "I agree.", "2", "Jane", "0", "0", "", "", "12", "Decidim::Debates::Debate",
     "https://example.org/12"],
]  # fmt: skip
DEBATES = [
    ["id", "author/id", "author/name", "author/url", "title/fr", "title/en", "description/fr", "description/en",
     "instructions/fr", "start_time", "end_time", "information_updates/fr", "taxonomies/id", "participatory_space/id",
     "participatory_space/url", "component/id", "reference", "comments", "follows_count", "url", "last_comment_at",
     "last_comment_by/id", "last_comment_by/name", "last_comment_by/url", "comments_enabled", "conclusions/fr",
     "closed_at", "created_at", "updated_at", "likes_count"],
    ["12", "4", "Jeanne", "https://example.org/jeanne", "L’IA à l’école", "",
     "<p>Faut-il <strong>en parler</strong> ?</p>",
     "", "Soyez brefs.", "2026-04-01", "", "", "3", "1", "https://example.org/p", "9", "D-12", "4", "0",
     "https://example.org/d/12", "", "5", "Paul", "", "true", "Oui.", "", "2026-03-30", "", "2"],
]  # fmt: skip
MEETINGS = [
    ["id", "author/id", "author/name", "participatory_space/id", "component/id", "title/fr", "description/fr",
     "start_time", "end_time", "attendees", "contributions", "organizations", "address", "location/fr", "reference",
     "url", "withdrawn", "created_at", "private_meeting", "registration_form_enabled", "closing_visible",
     "closing_report/fr", "attending_organizations", "closed_at", "type_of_meeting", "registrations_enabled"],
    ["12", "4", "Jeanne", "1", "9", "Atelier du 12 mars", "Venez nombreux.", "2026-03-12 18:00", "2026-03-12 20:00",
     "23", "11", "MJC", "2 rue du Port", "Salle", "M-12", "https://example.org/m/12", "false", "2026-03-01", "false",
     "true", "true", "On a demandé un guichet.", "MJC", "2026-03-13", "in_person", "true"],
    ["13", "4", "Jeanne", "1", "9", "Atelier du 20 mars", "Venez encore.", "2026-03-20 18:00", "", "", "", "", "", "",
     "M-13", "", "false", "2026-03-01", "false", "true", "false", "", "", "", "online", "true"],
]  # fmt: skip
RESULTS_OLDER = [
    ["id", "category/id", "category/name/fr", "scope/id", "scope/name/fr", "parent/id", "title/fr", "description/fr",
     "start_date", "end_date", "status/id", "status/key", "status/name/fr", "progress", "created_at", "url",
     "component/id", "proposal_urls"],
    ["1", "1", "Numérique", "2", "Centre", "", "Un guichet ouvre", "Le guichet ouvre en mai.", "2026-05-01", "", "3",
     "done", "Fait", "100", "2026-05-01", "https://example.org/r/1", "9", "https://example.org/12"],
]  # fmt: skip
RESULTS_RECENT = [
    ["id", "taxonomies/id", "parent/id", "title/fr", "description/fr", "start_date", "end_date", "status/id",
     "status/key", "progress", "created_at", "updated_at", "url", "component/id", "proposal_urls", "reference"],
    ["1", "1", "", "Un guichet ouvre", "Le guichet ouvre en mai.", "2026-05-01", "", "3", "done", "100", "2026-05-01",
     "2026-05-02", "https://example.org/r/1", "9", "https://example.org/12", "R-1"],
]  # fmt: skip
PROJECTS = [
    [
        "id",
        "taxonomies/id",
        "participatory_space/id",
        "component/id",
        "title/fr",
        "description/fr",
        "budget/id",
        "budget_amount",
        "confirmed_votes",
        "comments",
        "created_at",
        "url",
        "related_proposals",
    ],
    ["1", "1", "1", "9", "Un jardin", "Un jardin partagé.", "2", "20000", "340", "0", "2026-01-01", "", "12, 13"],
]
PROCESSES = [
    ["id", "title/fr", "slug", "reference", "created_at", "published_at", "short_description/fr", "description/fr",
     "promoted", "url", "subtitle/fr", "start_date", "end_date", "developer_group/fr", "target/fr"],
    ["1", "L’IA et nous", "ia", "P-1", "2026-01-01", "2026-01-01", "Bref", "Long texte", "false", "", "", "", "", "",
     ""],
]  # fmt: skip
ASSEMBLIES = [
    ["id", "title/fr", "slug", "created_at", "short_description/fr", "promoted", "purpose_of_action/fr",
     "composition/fr", "duration", "parent/id"],
    ["1", "Conseil", "conseil", "2026-01-01", "Bref", "false", "Veiller", "Douze", "", "2"],
]  # fmt: skip
INITIATIVES = [
    ["reference", "title/fr", "description/fr", "state", "created_at", "published_at", "signature_end_date",
     "signature_type", "signatures", "scope/id", "scope/name/fr", "type/id", "type/name/fr", "authors/id",
     "authors/name"],
    ["I-1", "Une pétition", "Nous demandons un guichet.", "published", "2026-01-01", "", "", "online", "12", "1",
     "Centre", "2", "Pétition", "4", "Jeanne"],
]  # fmt: skip
USERS = [
    ["id", "name", "nickname", "about", "avatar_url", "profile_url", "direct_messages_enabled", "deleted", "badge"],
    ["4", "Jeanne", "jeanne", "J’aime la mer", "", "https://example.org/jeanne", "true", "false", ""],
]
MODERATIONS = [
    ["id", "hidden_at", "report_count", "reported_url", "reportable_type", "reportable_id", "reported_content",
     "reports/reasons", "reports/locale", "reports/details"],
    ["1", "2026-04-01", "2", "https://example.org/12", "Decidim::Proposals::Proposal", "12", "Insulte", "offensive",
     "fr", ""],
]  # fmt: skip
METRICS = [["day", "metric_type", "cumulative", "quantity"], ["2026-04-01", "votes", "12", "3"]]
TAXONOMIES = [
    ["id", "name/fr", "parent_id", "weight", "children_count", "taxonomizations_count", "created_at", "part_of"],
    ["1", "Numérique", "", "0", "2", "4", "2026-01-01", ""],
]
POSTS = [
    ["id", "author/id", "author/name", "title/fr", "body/fr", "created_at", "endorsements_count", "comments_count",
     "participatory_space/id", "component/id", "url"],
    ["1", "4", "Mairie", "Bienvenue", "La concertation commence.", "2026-01-01", "2", "0", "1", "9", ""],
]  # fmt: skip
SURVEY_FR = [
    ["ID de réponse", "Répondu le", "Hachage IP", "Statut de l'utilisateur", "1. Êtes-vous d’accord ?",
     "2. Pourquoi ?", "3. Votre avis/Le site", "3. Votre avis/L’accueil"],
    ["abc", "2026-03-01 10:00", "f00", "Enregistré", "Oui", "Parce que cela aide les agents au quotidien.", "Bon", ""],
    ["abd", "2026-03-01 11:00", "f01", "Non enregistré", "Non", "", "Bon", "Moyen"],
]  # fmt: skip
SURVEY_EN = [
    ["Answer ID", "Answered on", "IP Hash", "User status", "1. Do you agree?", "2. Why is that so?"],
    ["abc", "2026-03-01 10:00", "f00", "Registered", "Yes", "Because it helps the people who work there."],
]
ANSWERS = [
    ["id", "created_at", "ip_hash", "user_status", "question", "body"],
    ["abc", "2026-03-01 10:00", "f00", "Registered", "1. Qu’attendez-vous de l’IA ?", "Qu’elle aide les agents."],
    ["abc", "2026-03-01 10:00", "f00", "Registered", "2. Que craignez-vous ?", "Plus personne au guichet."],
    ["abd", "2026-03-01 11:00", "f01", "Unregistered", "1. Qu’attendez-vous de l’IA ?", ""],
]
# The file, its rows, and what it is: kind, generation, language.
FILES = {
    "recent proposals": (PROPOSALS_RECENT, "contributions", "recent", ""),
    "older proposals": (PROPOSALS_OLDER, "contributions", "older", "fr"),
    "oldest proposals": (PROPOSALS_OLDEST, "contributions", "oldest", ""),
    "proposals in English": (PROPOSALS_ENGLISH, "contributions", "recent", "en"),
    "recent comments": (COMMENTS_RECENT, "comments", "recent", ""),
    "older comments": (COMMENTS_OLDER, "comments", "older", ""),
    "debates": (DEBATES, "contributions", "recent", "fr"),
    "meetings": (MEETINGS, "meetings", "recent", "fr"),
    "older results": (RESULTS_OLDER, "results", "older", "fr"),
    "recent results": (RESULTS_RECENT, "results", "recent", "fr"),
    "projects": (PROJECTS, "results", "recent", "fr"),
    "processes": (PROCESSES, "unknown", "participatory_processes", "fr"),
    "assemblies": (ASSEMBLIES, "unknown", "assemblies", "fr"),
    "initiatives": (INITIATIVES, "unknown", "initiatives", "fr"),
    "users": (USERS, "participants", "users", ""),
    "moderations": (MODERATIONS, "unknown", "moderations", ""),
    "metrics": (METRICS, "unknown", "metrics", ""),
    "taxonomies": (TAXONOMIES, "unknown", "taxonomies", ""),
    "posts": (POSTS, "unknown", "posts", "fr"),
    "a survey in French": (SURVEY_FR, "answers", "wide", "fr"),
    "a survey in English": (SURVEY_EN, "answers", "wide", "en"),
    "published answers": (ANSWERS, "answers", "long", ""),
}
NOTHING_TO_TAKE = (
    "older results", "recent results", "projects", "processes", "assemblies", "initiatives", "moderations", "metrics",
    "taxonomies", "posts",
)  # fmt: skip
