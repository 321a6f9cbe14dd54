"""The gateway: answers desks over HTTP (FastAPI), so that only one machine holds the password."""

import os

# A plug-in of pydantic from another package would see every record.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"
