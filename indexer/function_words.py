"""The words of a language that a query can do without, and that take no place in nearness."""

from __future__ import annotations

# Left out on purpose, being names as often as not: us, may, might, march, will as a surname
# is the price of "what will happen".
FUNCTION_WORDS = frozenset(
    """
    a about after again against all also am an and any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't did didn't do does doesn't
    doing don't down during each few for from further had hadn't has hasn't have haven't having
    he her here hers herself him himself his how i if in into is isn't it it's its itself me more
    most my myself no nor not of off on once only or other our ours ourselves out over own same
    she should shouldn't so some such than that that's the their theirs them themselves then
    there these they this those through to too under until up very was wasn't we were weren't
    what when where which while who whom whose why will with won't would wouldn't you your yours
    yourself yourselves
    """.split()
)


def function_words(language: str) -> frozenset[str]:
    """The words that a query in a language can do without."""
    return FUNCTION_WORDS if language == "english" else frozenset()
