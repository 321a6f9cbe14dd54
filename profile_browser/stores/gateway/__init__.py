"""A gateway of this program as a kind of store: profiles over HTTP, with a token."""

import os

# A plug-in of pydantic from another package would see every record.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"
