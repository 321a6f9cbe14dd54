"""Defines the two models, and validates and prints one record."""

from tests.benchmarks.limits.two_models import RECORD, User

print(User.model_validate(RECORD))
