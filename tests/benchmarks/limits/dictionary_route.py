"""FastAPI with the tutorial's route and a dictionary behind it; it checks nobody."""

from fastapi import FastAPI, HTTPException

from tests.benchmarks.limits.two_models import User
from tests.benchmarks.limits.web import serve
from tests.benchmarks.people import sample_people

application = FastAPI()
users = {name: User.model_validate(each) for name, each in sample_people().items()}


@application.get("/users/{username}")
async def read_user(username: str) -> User:
    """Return a user's public fields."""
    if username not in users:
        raise HTTPException(404, f"There is no user “{username}”")
    return users[username]


serve(application)
