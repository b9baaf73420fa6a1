#!/usr/bin/env python3
"""Writes the configuration of the Crossbar.io node for interop tests: config.py PORT > config.json

What it offers is described in the README. The certificates' paths are relative to the node's directory.
"""
import json
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
SERIALIZERS = ["json", "msgpack", "cbor"]


def rule(uri, allow=True, disclose=False):
    return {
        "uri": uri,
        "match": "prefix",
        "allow": dict.fromkeys(["call", "register", "publish", "subscribe"], allow),
        "disclose": {"caller": disclose, "publisher": disclose},
        "cache": True,
    }


ROLES = [
    {"name": "anonymous", "permissions": [rule("")]},
    {"name": "user", "permissions": [rule("")]},
    {"name": "disclosing", "permissions": [rule("", disclose=True)]},
    {"name": "restricted", "permissions": [rule(""), rule("com.example.denied.", allow=False)]},
]

REALMS = [{"name": name, "options": {"enable_meta_api": True}, "roles": ROLES} for name in ("realm1", "realm2")]

AUTH = {
    "ticket": {
        "type": "static",
        "principals": {
            "ticket-joe": {"ticket": "ticket-joe-secret", "role": "user"},
            "disclosing-joe": {"ticket": "disclosing-joe-secret", "role": "disclosing"},
            "restricted-joe": {"ticket": "restricted-joe-secret", "role": "restricted"},
        },
    },
    "wampcra": {
        "type": "static",
        "users": {
            "cra-joe": {"secret": "cra-joe-secret", "role": "user"},
            # Crossbar derives the key from this clear secret itself.
            "salted-joe": {
                "secret": "salted-joe-secret",
                "salt": "salted-joe-salt",
                "iterations": 1000,
                "keylen": 32,
                "role": "user",
            },
        },
    },
}


def anonymous(role):
    return {"type": "static", "role": role}


def websocket(auth, **options):
    return {
        "type": "websocket",
        "serializers": SERIALIZERS,
        "auth": auth,
        "options": {
            "enable_webstatus": False,
            "max_frame_size": 16 * 1024 * 1024,
            "max_message_size": 16 * 1024 * 1024,
            "fail_by_drop": False,
            "open_handshake_timeout": 2500,
            "close_handshake_timeout": 1000,
            "auto_ping_interval": 10000,
            "auto_ping_timeout": 5000,
            "auto_ping_size": 12,
            "compression": {"deflate": {}},
            **options,
        },
    }


ALL_AUTH = {"anonymous": anonymous("anonymous"), **AUTH}

PATHS = {
    "info": {"type": "nodeinfo"},
    "ws": websocket(ALL_AUTH),
    # As /ws, but nobody joins without authentication.
    "auth": websocket(AUTH),
    # Anonymous sessions of another role.
    "restricted": websocket({"anonymous": anonymous("restricted")}),
    "disclosing": websocket({"anonymous": anonymous("disclosing")}),
    # No message over 64 KiB.
    "small": websocket(ALL_AUTH, max_message_size=65536, max_frame_size=65536),
    # Pings every second and drops who does not answer.
    "ping": websocket(ALL_AUTH, auto_ping_interval=1000, auto_ping_timeout=1000),
}


def endpoint(offset, certificate=None):
    e = {"type": "tcp", "interface": "127.0.0.1", "port": PORT + offset}
    if certificate:
        e["tls"] = {"certificate": certificate + ".pem", "key": certificate + ".key"}
    return e


CONFIG = {
    "version": 2,
    "workers": [
        {
            "type": "router",
            "realms": REALMS,
            "transports": [
                {"type": "web", "endpoint": endpoint(0), "paths": PATHS},
                {
                    "type": "web",
                    "endpoint": endpoint(1, "server"),
                    "paths": {"ws": websocket(ALL_AUTH), "auth": websocket(AUTH)},
                },
                {
                    "type": "web",
                    "endpoint": endpoint(2, "wrong-host"),
                    "paths": {"ws": websocket(ALL_AUTH)},
                },
            ],
        }
    ],
}

json.dump(CONFIG, sys.stdout, indent=1)
print()
