#!/usr/bin/env python3
"""Runs dynamic authenticators, as components of Crossbar.io have them: those of the folder authenticators that are
named, each by a session of its own. Prints READY when all are registered, and what each is called with:
CALLED name [realm, authid, details]. Joins as anonymous, or by ticket."""
import asyncio
import importlib
import json
import sys

from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.types import ComponentConfig
from autobahn.websocket.util import parse_url

from peerlib import options


def telling(name, endpoint):
    def called(realm, authid, details):
        print("CALLED", name, json.dumps([realm, authid, details], default=str), flush=True)
        return endpoint(realm, authid, details)

    return called


async def start(o, name, ended):
    """Returns when the authenticator is registered."""
    module = importlib.import_module(f"authenticators.{name}")
    registered = asyncio.get_running_loop().create_future()

    class Component(module.Authenticator):
        def register(self, endpoint, *args, **kwargs):
            return super().register(telling(name, endpoint), *args, **kwargs)

        def onConnect(self):
            if o.auth == "ticket":
                self.join(o.realm, ["ticket"], o.authid)
            else:
                self.join(o.realm)

        def onChallenge(self, challenge):
            return o.secret

        async def onJoin(self, details):
            try:
                await super().onJoin(details)
                registered.set_result(None)
            except Exception as e:
                registered.set_exception(e)

        def onLeave(self, details):
            if not registered.done():
                registered.set_exception(ConnectionError(f"{details.reason}: {details.message}"))
            self.disconnect()

        def onDisconnect(self):
            ended.set()

    factory = WampWebSocketClientFactory(lambda: Component(ComponentConfig(realm=o.realm)), url=o.url)
    host, port = parse_url(o.url)[1:3]
    await asyncio.get_running_loop().create_connection(factory, host, int(port))
    await asyncio.wait_for(registered, 20)


async def main(o):
    ended = asyncio.Event()
    for name in o.names:
        await start(o, name, ended)
    print("READY", flush=True)
    await ended.wait()


if __name__ == "__main__":
    p = options(__doc__, "")
    p.add_argument("names", nargs="+", help="such as ticket")
    try:
        asyncio.run(main(p.parse_args()))
        sys.exit("a connection was closed")
    except KeyboardInterrupt:
        pass
