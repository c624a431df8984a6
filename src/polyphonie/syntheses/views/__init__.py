"""Pages of documents: what anyone reads, and the desk of those who write."""
