"""The two models are made, and one record is validated and printed."""

from tests.benchmarks.limits.two_models import RECORD, User

print(User.model_validate(RECORD))
