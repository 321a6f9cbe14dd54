"""The routes of the gateway. None of them writes."""
