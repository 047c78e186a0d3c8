"""How good the first results are: judged collections, pincite beside its peers."""
