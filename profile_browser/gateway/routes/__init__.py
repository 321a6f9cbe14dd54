"""The routes of the gateway. None of them writes."""

from profile_browser.gateway.routes import about, batch, health, users

# They are tried in this order, so the one that is asked most is the first.
ROUTES = (*users.ROUTES, *batch.ROUTES, *about.ROUTES, *health.ROUTES)
