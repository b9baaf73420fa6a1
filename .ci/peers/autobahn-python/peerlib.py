"""What component.py and drive.py share: options, authentication, and a session that can be awaited."""
import argparse
import asyncio
import base64
import logging
import ssl

import txaio

txaio.use_asyncio()

from autobahn.asyncio.wamp import Session  # noqa: E402
from autobahn.asyncio.websocket import WampWebSocketClientFactory  # noqa: E402
from autobahn.wamp import auth, serializer  # noqa: E402
from autobahn.wamp.exception import ApplicationError, TransportLost  # noqa: E402
from autobahn.wamp.interfaces import IAuthenticator  # noqa: E402
from autobahn.wamp.types import ComponentConfig  # noqa: E402
from autobahn.websocket.util import parse_url  # noqa: E402

SERIALIZERS = {"json": "JsonSerializer", "msgpack": "MsgPackSerializer", "cbor": "CBORSerializer"}
ERROR_FAILED = "com.example.error.failed"
CANCELED = "wamp.error.canceled"


def options(description, prefix):
    p = argparse.ArgumentParser(description=description)
    p.add_argument("--url", default="ws://127.0.0.1:8080/ws", help="ws:// or wss://")
    p.add_argument("--realm", default="realm1")
    p.add_argument("--prefix", default=prefix, help="what the URIs of the component begin with")
    p.add_argument("--serializer", default="json", choices=sorted(SERIALIZERS))
    p.add_argument("--auth", default="anonymous",
                   choices=["anonymous", "ticket", "wampcra", "scram", "scram-raw", "cryptosign"],
                   help="scram-raw: scram, but with the key derived as the specification says")
    p.add_argument("--authid")
    p.add_argument("--secret", help="ticket, secret or password; for cryptosign the private key in hex")
    p.add_argument("--cookie", help="name=value, sent when the WebSocket is opened; the method cookie is offered first")
    p.add_argument("--ca", help="PEM file that a wss:// server's certificate is checked against")
    p.add_argument("--channel-binding", choices=["tls-unique"], help="for cryptosign, over wss://")
    p.add_argument("--tls", choices=["1.2", "1.3"], help="the only version of TLS to speak")
    p.add_argument("--log", default="critical", help="Autobahn's log level")
    return p


def authenticator(o):
    if o.auth == "ticket":
        return auth.AuthTicket(authid=o.authid, ticket=o.secret)
    if o.auth == "wampcra":
        return auth.AuthWampCra(authid=o.authid, secret=o.secret)
    if o.auth == "cryptosign":
        extra = {"authextra": {"channel_binding": o.channel_binding}} if o.channel_binding else {}
        return auth.AuthCryptoSign(authid=o.authid, privkey=o.secret, **extra)
    if o.auth == "scram-raw":
        from argon2.low_level import Type, hash_secret_raw

        auth._hash_argon2id13_secret = lambda password, salt, iterations, memory: hash_secret_raw(
            password, base64.b64decode(salt), iterations, memory, 1, 32, Type.ID, 19)
        auth._hash_pbkdf2_secret = lambda password, salt, iterations: auth.pbkdf2(
            password, base64.b64decode(salt), iterations, 32)
    if o.auth.startswith("scram"):
        return auth.AuthScram(authid=o.authid, password=o.secret)
    return None


class Cookie:
    """All that it shows is in the handshake."""
    name, authextra = "cookie", {}

    def __init__(self, authid):
        self._args = {"authid": authid} if authid else {}

    def on_challenge(self, session, challenge):
        return ""

    def on_welcome(self, session, authextra):
        return None


IAuthenticator.register(Cookie)


class Peer(Session):
    joined = closed = None

    def on_join(self, details):
        self.details = details
        if not self.joined.done():
            self.joined.set_result(self)

    def on_leave(self, details):
        if not self.joined.done():
            self.joined.set_exception(ApplicationError(details.reason, details.message))
        self.disconnect()

    def on_disconnect(self):
        if not self.joined.done():
            self.joined.set_exception(ConnectionError("disconnected before WELCOME"))
        # Autobahn's Session, unlike its ApplicationSession, leaves pending calls waiting for ever.
        self._errback_outstanding_requests(TransportLost())
        if not self.closed.done():
            self.closed.set_result(None)

    async def quit(self):
        if self.is_attached():
            self.leave()
        await asyncio.wait_for(asyncio.shield(self.closed), 5)


async def connect(o, realm=None, url=None):
    """Opens a connection and joins; returns the session, or raises what the router answered."""
    loop = asyncio.get_running_loop()
    txaio.config.loop = loop
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    txaio.start_logging(level=o.log)
    joined, closed = loop.create_future(), loop.create_future()

    def make():
        peer = Peer(ComponentConfig(realm=realm or o.realm))
        peer.joined, peer.closed = joined, closed
        for a in [Cookie(o.authid) if o.cookie else None, authenticator(o)]:
            if a:
                peer.add_authenticator(a)
        return peer

    ser = getattr(serializer, SERIALIZERS[o.serializer])()
    url = url or o.url
    secure, host, port = parse_url(url)[:3]
    headers = {"Cookie": o.cookie} if o.cookie else None
    factory = WampWebSocketClientFactory(make, url=url, serializers=[ser], headers=headers, loop=loop)
    factory.setProtocolOptions(maxFramePayloadSize=0, maxMessagePayloadSize=0)
    tls = ssl.create_default_context(cafile=o.ca) if secure else None
    if tls and o.tls:
        tls.minimum_version = tls.maximum_version = ssl.TLSVersion["TLSv" + o.tls.replace(".", "_")]
    await loop.create_connection(factory, host, int(port), ssl=tls)
    try:
        return await asyncio.wait_for(joined, 8)
    except TimeoutError:
        raise ConnectionError("no WAMP connection, or no answer to HELLO") from None
