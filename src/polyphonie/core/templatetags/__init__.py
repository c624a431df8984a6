"""Template tags that any page may use: figures, languages, navigation, the stave."""
