#!/usr/bin/env python3
"""Writes nexusd's configuration for interop tests: config.py PORT [DEBUG] > nexus.json"""
import json
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8090
DEBUG = bool(sys.argv[2:] and sys.argv[2])


def realm(uri):
    return {
        "uri": uri,
        "strict_uri": False,
        "allow_disclose": True,
        "anonymous_auth": True,
        "meta_strict": False,
        "enable_meta_kill": True,
        "enable_meta_modify": True,
    }


CONFIG = {
    "websocket": {"address": f"127.0.0.1:{PORT}", "keep_alive": 10, "enable_compression": True, "out_queue_size": 256},
    "router": {
        "realms": [realm("realm1"), realm("realm2")],
        "debug": DEBUG,
    },
}

json.dump(CONFIG, sys.stdout, indent=1)
print()
