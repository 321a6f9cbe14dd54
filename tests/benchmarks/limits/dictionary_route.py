"""FastAPI with the tutorial's route and a dictionary behind it; it checks nobody."""

import sys

import uvicorn
from fastapi import FastAPI, HTTPException

from tests.benchmarks.limits.two_models import User
from tests.benchmarks.people import sample_people

application = FastAPI()
users = {name: User.model_validate(each) for name, each in sample_people().items()}


@application.get("/users/{username}")
async def read_user(username: str) -> User:
    """Return a user's public fields."""
    if username not in users:
        raise HTTPException(404, f"There is no user “{username}”")
    return users[username]


uvicorn.run(application, port=int(sys.argv[1]), access_log=False, log_level="warning")
