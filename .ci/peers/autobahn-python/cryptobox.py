#!/usr/bin/env python3
"""Payloads encrypted by Autobahn's KeyRing (enc_algo=cryptobox): "component" offers procedures and a topic, then prints
READY; "drive" looks for the same under the prefix, and prints PASS or FAIL. Keys: see ORIGINATOR and RESPONDER."""
import asyncio
import base64
import sys

from peerlib import ERROR_FAILED, connect, options  # before Autobahn, for which it selects asyncio

from autobahn.wamp.cryptobox import Key, KeyRing
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import CallOptions, CallResult, PublishOptions, RegisterOptions, SubscribeOptions
from nacl.public import PrivateKey

ORIGINATOR = PrivateKey(bytes(range(32)))
RESPONDER = PrivateKey(bytes(range(32, 64)))
OTHER = PrivateKey(bytes(range(64, 96)))


def b64(key):
    return base64.b64encode(bytes(key)).decode()


def originator(private=ORIGINATOR):
    return Key(originator_priv=b64(private), responder_pub=b64(RESPONDER.public_key))


def responder():
    return Key(originator_pub=b64(ORIGINATOR.public_key), responder_priv=b64(RESPONDER))


async def component(session, o):
    """
    .echo            the same results
    .algo            which enc_algo the call came with
    .fail            ERROR com.example.error.failed with the same arguments
    .countdown       progressive results n, ..., 1; the result is 0
    .in              each event is published again on .out
    """
    ring = KeyRing()
    ring.set_key(o.prefix, responder())
    ring.set_key(f"{o.prefix}.out", originator())
    ring.set_key("com.example.error", responder())
    session.set_payload_codec(ring)

    def echo(*args, **kwargs):
        return CallResult(*args, **kwargs)

    def algo(details=None):
        return details.enc_algo

    def fail(*args, **kwargs):
        raise ApplicationError(ERROR_FAILED, *args, **kwargs)

    def countdown(n, details=None):
        for i in range(n, 0, -1):
            details.progress(i)
        return 0

    async def on_in(*args, details=None, **kwargs):
        await session.publish(f"{o.prefix}.out", *args, details.enc_algo, options=PublishOptions(acknowledge=True),
                              **kwargs)

    await session.register(echo, f"{o.prefix}.echo")
    await session.register(fail, f"{o.prefix}.fail")
    for name, procedure in {"algo": algo, "countdown": countdown}.items():
        await session.register(procedure, f"{o.prefix}.{name}", options=RegisterOptions(details_arg="details"))
    await session.subscribe(on_in, f"{o.prefix}.in", options=SubscribeOptions(details_arg="details"))
    print("READY", flush=True)
    await session.closed


def expect(what, expected):
    assert what == expected, f"{what!r} instead of {expected!r}"


async def failure(call):
    try:
        result = await call
    except ApplicationError as e:
        return e
    raise AssertionError(f"{result!r} instead of an error")


async def drive(session, o):
    ring = KeyRing()
    ring.set_key(o.prefix, originator())
    ring.set_key(f"{o.prefix}.out", responder())
    ring.set_key("com.example.error", originator())
    session.set_payload_codec(ring)

    async def call():
        result = await session.call(f"{o.prefix}.echo", "tea", 7, place="shelf")
        expect((list(result.results), result.kwresults), (["tea", 7], {"place": "shelf"}))

    async def nothing():
        expect(await session.call(f"{o.prefix}.echo"), None)

    async def algorithm():
        expect(await session.call(f"{o.prefix}.algo"), "cryptobox")

    async def progress():
        seen = []
        expect(await session.call(f"{o.prefix}.countdown", 3, options=CallOptions(on_progress=seen.append)), 0)
        expect(seen, [3, 2, 1])

    async def error():
        e = await failure(session.call(f"{o.prefix}.fail", "tea", 7, place="shelf"))
        expect((e.error, list(e.args), e.kwargs, e.enc_algo), (ERROR_FAILED, ["tea", 7], {"place": "shelf"}, "cryptobox"))

    async def event():
        came = asyncio.get_running_loop().create_future()

        def on_out(*args, details=None, **kwargs):
            if not came.done():
                came.set_result((args, kwargs, details.enc_algo))

        await session.subscribe(on_out, f"{o.prefix}.out", options=SubscribeOptions(details_arg="details"))
        await session.publish(f"{o.prefix}.in", "tea", 7, place="shelf", options=PublishOptions(acknowledge=True))
        expect(await came, (("tea", 7, "cryptobox"), {"place": "shelf"}, "cryptobox"))

    async def wrong_key():
        other = KeyRing(originator(OTHER))
        session.set_payload_codec(other)
        e = await failure(session.call(f"{o.prefix}.echo", "tea"))
        expect(e.error, ApplicationError.ENC_DECRYPT_ERROR)

    # Autobahn's own component takes it
    async def clear():
        session.set_payload_codec(None)
        e = await failure(session.call(f"{o.prefix}.echo", "tea"))
        assert e.error.startswith("wamp.error."), e.error

    checks = {"call": call, "call-empty": nothing, "algorithm": algorithm, "progress": progress, "error": error,
              "event": event, "wrong-key": wrong_key, "clear": clear}
    failed = 0
    for name, check in checks.items():
        try:
            await asyncio.wait_for(check(), 20)
            print(f"PASS {name}", flush=True)
        except Exception as e:  # noqa: BLE001
            failed += 1
            print(f"FAIL {name}: {type(e).__name__}: {e}", flush=True)
    print(f"{len(checks) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


async def main(o):
    session = await connect(o)
    if o.mode == "drive":
        sys.exit(await drive(session, o))
    await component(session, o)
    sys.exit("the connection was closed")


if __name__ == "__main__":
    parser = options(__doc__, "com.example.py")
    parser.add_argument("mode", choices=["component", "drive"])
    try:
        asyncio.run(main(parser.parse_args()))
    except KeyboardInterrupt:
        pass
    except (ApplicationError, OSError, TimeoutError) as e:
        sys.exit(f"{type(e).__name__}: {e}")
