"""Only the SDK's projected get, repeated; prints the milliseconds of each read."""

import json
import sys
from time import perf_counter

from tests.benchmarks.limits.sdk import connected_collection, read

collection = connected_collection()
took = []
for number in range(int(sys.argv[1])):
    asked = perf_counter()
    read(collection, f"person{number % 100:03}")
    took.append((perf_counter() - asked) * 1000)
print(json.dumps(took))
