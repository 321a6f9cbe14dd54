"""What the administration guide's dialog says beside the guide itself."""

TITLE = "Administration guide"
FIND = "Find in the guide"
NOT_FOUND = "Not found"
