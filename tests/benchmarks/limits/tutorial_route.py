"""The tutorial's shape: FastAPI with a synchronous route over one bucket that stays open."""

from couchbase.exceptions import DocumentNotFoundException
from fastapi import FastAPI, HTTPException

from tests.benchmarks.limits.sdk import connected_collection, read
from tests.benchmarks.limits.two_models import User
from tests.benchmarks.limits.web import serve

application = FastAPI()
collection = connected_collection()


@application.get("/users/{username}")
def read_user(username: str) -> User:
    """Return a user's public fields."""
    try:
        return read(collection, username)
    except DocumentNotFoundException:
        raise HTTPException(404, f"There is no user “{username}”") from None


serve(application)
