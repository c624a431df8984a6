"""
Files that are damaged, absurd or made to harm, written by code: more than two hundred, by class.

Each one says in its identifier what it is. None of them is kept in the repository.
"""
