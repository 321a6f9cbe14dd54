"""The routes of the gateway. None of them writes."""

from profile_browser.gateway.routes import about, batch, health, users

# The first that fits answers: ``batch`` is a username for GET alone.
ROUTES = (*about.ROUTES, *batch.ROUTES, *users.ROUTES, *health.ROUTES)
