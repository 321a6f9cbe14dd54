"""The checkers notice what they are there to notice; ``.ci/run`` runs this, where they are."""
