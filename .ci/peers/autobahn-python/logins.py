#!/usr/bin/env python3
"""Joins and leaves, once for each --login, and prints a JSON object for each: who the session is, or the error."""
import asyncio
import copy
import json

from autobahn.wamp.exception import ApplicationError

from peerlib import connect, options


async def login(o, wanted):
    own = copy.copy(o)
    for name, value in wanted.items():
        setattr(own, name, value)
    try:
        session = await connect(own)
    except (ApplicationError, OSError, TimeoutError) as e:
        return {"error": getattr(e, "error", type(e).__name__), "message": " ".join(str(a) for a in e.args)}
    x = session.details
    await session.quit()
    return {"realm": x.realm, "authid": x.authid, "authrole": x.authrole, "authmethod": x.authmethod,
            "authprovider": x.authprovider, "authextra": x.authextra}


async def main(o):
    for wanted in o.login:
        print(json.dumps(await login(o, wanted), sort_keys=True), flush=True)


if __name__ == "__main__":
    p = options(__doc__, "")
    p.add_argument("--login", action="append", type=json.loads, default=[],
                   help="a JSON object with auth, authid, secret, realm; can be repeated")
    asyncio.run(main(p.parse_args()))
