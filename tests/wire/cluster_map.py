"""The cluster map: which services the node offers on which ports."""

import json
from collections.abc import Mapping

HOST = "127.0.0.1"
_VBUCKETS = 64


def cluster_map(services: Mapping[str, int], bucket: str | None = None) -> bytes:
    """Return the map of the cluster or of one bucket; an incomplete one would crash the SDK."""
    node = {"services": dict(services), "thisNode": True, "hostname": HOST}
    config: dict[str, object] = {"rev": 1, "revEpoch": 1, "nodesExt": [node]}
    if bucket is not None:
        config |= _bucket_part(bucket, services)
    return json.dumps(config).encode()


def _bucket_part(bucket: str, services: Mapping[str, int]) -> dict[str, object]:
    port = services.get("kvSSL", services.get("kv"))
    return {
        "name": bucket,
        "uuid": "5bd7a1b0c3f94e0c8e1f6c0a2d4b9e73",
        "nodeLocator": "vbucket",
        "bucketCapabilities": ["collections", "xattr", "couchapi"],
        "vBucketServerMap": {
            "hashAlgorithm": "CRC",
            "numReplicas": 0,
            "serverList": [f"{HOST}:{port}"],
            "vBucketMap": [[0]] * _VBUCKETS,
        },
    }
