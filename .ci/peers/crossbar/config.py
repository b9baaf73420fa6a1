#!/usr/bin/env python3
"""Writes the configuration of the Crossbar.io node for interop tests: config.py PORT NODE > config.json

What it offers is described in the README. NODE is the node's directory, where the certificates are.
"""
import hashlib
import json
import pathlib
import ssl
import sys

PORT = int(sys.argv[1])
NODE = pathlib.Path(sys.argv[2])
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

# A realm of its own, because a realm with a store warns twice for each event of a topic that is not stored.
REALMS.append(
    {
        **REALMS[0],
        "name": "realm-history",
        "store": {
            "type": "memory",
            "event-history": [{"uri": "com.example.history", "match": "exact", "limit": 100}],
        },
    }
)

# Where dynamic authenticators are registered.
REALMS.append({**REALMS[0], "name": "realm-auth"})


def scram(kdf, iterations, memory, salt, stored, server):
    return {
        "kdf": kdf,
        "iterations": iterations,
        "memory": memory,
        "salt": salt,
        "stored-key": stored,
        "server-key": server,
        "role": "user",
    }


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
    "scram": {
        "type": "static",
        "principals": {
            # The salted password as Autobahn makes it: the base64 text (without padding) of the Argon2 hash.
            "argon-joe": scram(
                "argon2id-13", 8, 1024, "cf22c5f90abef8303069733639d0fd34",
                "ab6b40348380ef408512097989b4e1f862640b463fdd6ef07b0418382cf53a26",
                "7cc79439fa00df36a4bea0706092e8a46173f796528eecb157a9e93a6a5439b0",
            ),
            # The salted password as the specification makes it: the 32 octets of the hash.
            "argonspec-joe": scram(
                "argon2id-13", 8, 1024, "c84af2fd842c3f9a2d3a9408061ea258",
                "9915a97f6ec583eb7108dfbc5a603a2d6521bf16548f560cab8c86efd2d4c605",
                "c4cc3c97936a850404a260e84fd0a7f8c42a6212fe904e50f37476b6d1d565e8",
            ),
            "pbkdf2-joe": scram(
                "pbkdf2", 4096, 0, "5059036b4b53c572ee20ebd04c1ef898",
                "f261adf80a35868382eaf769cd0fa9214fbc87bedbdb7c9b1eca9988c357fd24",
                "a155c8d1672038e79fdaad6f4b8784ad152dfa3966f00d1b279ed3d8e4760bba",
            ),
        },
    },
    "cryptosign": {
        "type": "static",
        "principals": {
            "cryptosign-joe": {
                "authorized_keys": ["29f47f7e265035f73912d42b4f3c00c46f739c707b72049e2c742790562ef889"],
                "role": "user",
            },
        },
    },
}


def sha1(certificate):
    """The fingerprint as Crossbar.io compares it: upper case, with colons."""
    der = ssl.PEM_cert_to_DER_cert((NODE / certificate).read_text())
    return hashlib.sha1(der).digest().hex(":").upper()


# Of clients that have shown a certificate.
TLS = {"type": "static", "principals": {"tls-joe": {"certificate-sha1": sha1("tls-joe.pem"), "role": "user"}}}


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


def dynamic(*methods):
    return {
        method: {
            "type": "dynamic",
            "authenticator": f"com.example.authenticate.{method}",
            "authenticator-realm": "realm-auth",
        }
        for method in methods
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
    # Who somebody is, is asked of procedures.
    "dynamic": websocket(dynamic("anonymous", "ticket", "wampcra", "scram", "cryptosign")),
    # Pings every second and drops who does not answer.
    "ping": websocket(ALL_AUTH, auto_ping_interval=1000, auto_ping_timeout=1000),
}


def endpoint(offset, certificate=None, clients=None):
    e = {"type": "tcp", "interface": "127.0.0.1", "port": PORT + offset}
    if certificate:
        e["tls"] = {"certificate": certificate + ".pem", "key": certificate + ".key"}
    if clients:
        e["tls"]["ca_certificates"] = [clients + ".pem"]
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
                {
                    "type": "web",
                    "endpoint": endpoint(3, "server", clients="client-ca"),
                    "paths": {"auth": websocket({"tls": TLS}), "dynamic": websocket(dynamic("tls"))},
                },
            ],
        }
    ],
}

json.dump(CONFIG, sys.stdout, indent=1)
print()
