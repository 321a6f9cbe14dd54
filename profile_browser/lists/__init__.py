"""Lists of people: what a text or a file contains, and how results are saved. No Qt."""
