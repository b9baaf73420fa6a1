#!/usr/bin/env python3
"""A foreign caller, publisher and subscriber that checks a callee (the contract's procedures under --prefix, see the
README) and the router between them. Prints one line for each check; exit status 0 when none failed."""
import asyncio
import re
import sys
import time
import traceback

from autobahn.wamp import message
from autobahn.wamp.exception import ApplicationError, SerializationError, TransportLost
from autobahn.wamp.types import CallOptions, CallResult, PublishOptions, RegisterOptions, SubscribeOptions

from peerlib import CANCELED, ERROR_FAILED, connect, options

CHECKS = {}
ACK = PublishOptions(acknowledge=True)


def check(suite):
    def add(function):
        CHECKS[function.__name__.replace("_", "-")] = (suite, function)
        return function

    return add


# What the routers themselves do not do, as measured: router -> check -> why.
KNOWN = {
    "crossbar": {
        "cancel-skip": "CANCEL in mode skip gets no ERROR, and the result is dropped: the call never ends",
        "call-timeout": "not announced; CALL.Options.timeout is ignored",
    },
    "nexus": {
        "echo-binary": "binary from a msgpack or cbor session reaches a json session as base64 without the leading NUL",
        "retained-event": "not announced; retain is ignored",
        "force-reregister": "not implemented; answers procedure_already_exists",
        "caller-leaves-mid-call": "the callee gets no INTERRUPT when the caller has gone",
        "subscription-meta": "the procedure is misspelt: wamp.subscription.count_suscribers",
    },
}


class Drive:
    def __init__(self, o, session):
        self.o, self.s, self.others = o, session, []
        self.own = f"com.example.drive.r{session.session_id}"

    def uri(self, name):
        return f"{self.o.prefix}.{name}"

    def call(self, name, *args, **kwargs):
        return asyncio.wait_for(self.s.call(self.uri(name), *args, **kwargs), self.o.timeout)

    async def other(self):
        """A further session: at the instances of --other-url in turn, if there are any."""
        urls = self.o.other_url.split(",")
        peer = await connect(self.o, url=urls[len(self.others) % len(urls)])
        self.others.append(peer)
        if self.o.other_url:
            await self.known(peer.session_id)
        return peer

    async def known(self, session, wait=0.01):
        """An instance hears of the sessions of others a moment after these have joined."""
        while wait < self.o.timeout:
            try:
                return await self.s.call("wamp.session.get", session)
            except ApplicationError as e:
                same(e.error, "wamp.error.no_such_session")
            await asyncio.sleep(wait)
            wait *= 2
        raise AssertionError(f"session {session} is not known")

    async def far(self):
        """Who uses what this session offers: a session of another instance, or where there is none the same one."""
        return await self.other() if self.o.other_url else self.s

    async def error(self, awaitable, timeout=None):
        """The ApplicationError that the awaitable ends with."""
        try:
            result = await asyncio.wait_for(awaitable, timeout or self.o.timeout)
        except ApplicationError as e:
            return e
        raise AssertionError(f"an error was expected, the result is {result!r}")

    def begin(self, session, uri, *args, **kwargs):
        """Sends a CALL; returns its request ID and its future."""
        future = asyncio.ensure_future(session.call(uri, *args, **kwargs))
        return max(session._call_reqs), future

    async def events(self, session, topic, **kw):
        queue = asyncio.Queue()

        def handler(*args, details=None, **kwargs):
            queue.put_nowait((list(args), kwargs, details))

        kw.setdefault("details", True)
        queue.subscription = await session.subscribe(handler, topic, options=SubscribeOptions(**kw))
        return queue

    async def next(self, queue, timeout=None):
        return await asyncio.wait_for(queue.get(), timeout or self.o.timeout)

    async def silence(self, queue, seconds=0.4):
        await asyncio.sleep(seconds)
        assert queue.empty(), f"an event that should not have come: {queue.get_nowait()!r}"


def same(got, wanted):
    if isinstance(wanted, float) and isinstance(got, (int, float)):
        assert got == wanted, f"{got!r} instead of {wanted!r}"
    else:
        assert got == wanted and isinstance(got, bool) == isinstance(wanted, bool), \
            f"{str(got)[:200]!r} instead of {str(wanted)[:200]!r}"


def echoed(result):
    if isinstance(result, CallResult):
        return list(result.results), dict(result.kwresults)
    return ([] if result is None else [result]), {}


async def echo(d, *args, **kwargs):
    got_args, got_kwargs = echoed(await d.call("echo", *args, **kwargs))
    same(got_args, list(args))
    same(got_kwargs, kwargs)


# ---- the callee behind --prefix ----

@check("callee")
async def add2(d):
    for a, b in [(2, 3), (-5, 3), (2**40, 1), (0.5, 0.25)]:
        same(await d.call("add2", a, b), a + b)


@check("callee")
async def echo_one(d):
    await echo(d, "hello")


@check("callee")
async def echo_args(d):
    await echo(d, 1, "two", 3.5, True, False, None, [])


@check("callee")
async def echo_nothing(d):
    await echo(d)


@check("callee")
async def echo_kwargs(d):
    await echo(d, a=1, b="two", c=None)


@check("callee")
async def echo_args_kwargs(d):
    await echo(d, 1, 2, a=1, b={"c": [1, 2, {"d": None}]})


@check("callee")
async def echo_unicode(d):
    await echo(d, "äöüß €", "日本語", "😀 \u0301", "a\u0000b", 'quote" back\\ slash\n', **{"schlüssel": "wert"})


@check("callee")
async def echo_nested(d):
    deep = value = {}
    for i in range(40):
        value["k"] = [i, {}]
        value = value["k"][1]
    await echo(d, deep, [[[[]]]], {"": {}}, [{"a": [None, True]}])


@check("callee")
async def echo_numbers(d):
    await echo(d, 0, -1, 127, 128, 255, 256, 32767, 65536, 2**31, -(2**31), 2**32, 2**53, -(2**53), 1e300, -0.125)


@check("callee")
async def echo_large(d):
    await echo(d, "x" * 2**20)


@check("callee")
async def echo_large_kwargs(d):
    await echo(d, rows=[{"id": i, "name": f"row {i} äöü", "flags": [True, None]} for i in range(20000)])


@check("callee")
async def echo_binary(d):
    await echo(d, bytes(range(256)), b"", [b"\x00\xff"], data=b"\x01" * 100000)


@check("callee")
async def error_args_kwargs(d):
    e = await d.error(d.call("fail", "reason", 7, detail={"a": [1]}, code=42))
    same(e.error, ERROR_FAILED)
    same(list(e.args), ["reason", 7])
    same(e.kwargs, {"detail": {"a": [1]}, "code": 42})


@check("callee")
async def error_bare(d):
    e = await d.error(d.call("fail"))
    same(e.error, ERROR_FAILED)
    same((list(e.args), e.kwargs), ([], {}))


@check("callee")
async def error_wrong_arguments(d):
    for args in [("x", None), (1,), ()]:
        e = await d.error(d.call("add2", *args))
        assert re.fullmatch(r"[^\s#.]+(\.[^\s#.]+)+", e.error), f"{e.error!r} is no URI"
        assert e.error != "wamp.error.no_such_procedure", e.error
    same(await d.call("add2", 1, 1), 2)


@check("callee")
async def concurrent_calls(d):
    results = await asyncio.gather(*[d.call("add2", i, 1000) for i in range(200)])
    same(list(results), [i + 1000 for i in range(200)])


@check("callee")
async def slow_does_not_block(d):
    slow = asyncio.ensure_future(d.call("slow", 1.5))
    begin = time.monotonic()
    await echo(d, "meanwhile")
    took = time.monotonic() - begin
    same(await slow, 1.5)
    assert took < 1, f"another call took {took:.1f} s meanwhile"


async def cancel(d, mode, interrupts):
    before = await d.call("interrupted")
    request, future = d.begin(d.s, d.uri("slow"), 6)
    await asyncio.sleep(0.3)
    begin = time.monotonic()
    d.s._transport.send(message.Cancel(request, mode))
    e = await d.error(future)
    took = time.monotonic() - begin
    same(e.error, CANCELED)
    assert took < 2, f"the error came only after {took:.1f} s"
    await asyncio.sleep(0.3)
    for _ in range(20):
        if await d.call("interrupted") - before == interrupts:
            break
        await asyncio.sleep(0.1)
    same(await d.call("interrupted") - before, interrupts)


@check("callee")
async def cancel_kill(d):
    await cancel(d, "kill", 1)


@check("callee")
async def cancel_killnowait(d):
    await cancel(d, "killnowait", 1)


@check("callee")
async def cancel_skip(d):
    await cancel(d, "skip", 0)


@check("callee")
async def progress(d):
    got = []
    result = await d.call("countdown", 5, options=CallOptions(on_progress=got.append))
    same((got, result), ([5, 4, 3, 2, 1], 0))


@check("callee")
async def progress_not_asked_for(d):
    same(await d.call("countdown", 3), 0)


@check("callee")
async def pubsub_both_ways(d):
    out = await d.events(d.s, d.uri("out"))
    publication = await d.s.publish(d.uri("in"), "ping", 7, options=ACK, a={"b": [1]})
    assert publication.id > 0
    args, kwargs, _ = await d.next(out)
    same((args, kwargs), (["ping", 7], {"a": {"b": [1]}}))


@check("callee")
async def pubsub_in_order(d):
    out = await d.events(d.s, d.uri("out"))
    for i in range(100):
        d.s.publish(d.uri("in"), i)
    same([(await d.next(out))[0][0] for _ in range(100)], list(range(100)))


# ---- the router ----

@check("router")
async def publish_acknowledged(d):
    a, b = [(await d.s.publish(f"{d.own}.ack", options=ACK)).id for _ in range(2)]
    assert a != b and 0 < a <= 2**53


@check("router")
async def exclude_me(d):
    mine = await d.events(d.s, f"{d.own}.me")
    await d.s.publish(f"{d.own}.me", 1, options=ACK)
    await d.silence(mine)


@check("router")
async def exclude_me_false(d):
    mine = await d.events(d.s, f"{d.own}.me")
    await d.s.publish(f"{d.own}.me", 2, options=PublishOptions(acknowledge=True, exclude_me=False))
    same((await d.next(mine))[0], [2])


@check("router")
async def eligible_and_exclude(d):
    one, two = await d.other(), await d.other()
    q1, q2 = await d.events(one, f"{d.own}.some"), await d.events(two, f"{d.own}.some")
    await d.s.publish(f"{d.own}.some", "only one", options=PublishOptions(acknowledge=True, eligible=[one.session_id]))
    await d.s.publish(f"{d.own}.some", "not one", options=PublishOptions(acknowledge=True, exclude=[one.session_id]))
    same(((await d.next(q1))[0], (await d.next(q2))[0]), (["only one"], ["not one"]))
    await d.silence(q1)
    await d.silence(q2, 0)


@check("router")
async def subscribe_prefix(d):
    q = await d.events(await d.far(), f"{d.own}.pre", match="prefix")
    for topic in ("pre.a", "prefix.b", "post"):
        await d.s.publish(f"{d.own}.{topic}", topic, options=PublishOptions(acknowledge=True, exclude_me=False))
    got = [await d.next(q) for _ in range(2)]
    same([(g[0][0], g[2].topic) for g in got], [(t, f"{d.own}.{t}") for t in ("pre.a", "prefix.b")])
    await d.silence(q)


@check("router")
async def subscribe_wildcard(d):
    q = await d.events(await d.far(), f"{d.own}..end", match="wildcard")
    for topic in ("x.end", "y.end", "z.end.more"):
        await d.s.publish(f"{d.own}.{topic}", topic, options=PublishOptions(acknowledge=True, exclude_me=False))
    got = [await d.next(q) for _ in range(2)]
    same([(g[0][0], g[2].topic) for g in got], [(t, f"{d.own}.{t}") for t in ("x.end", "y.end")])
    await d.silence(q)


@check("router")
async def unsubscribe(d):
    q = await d.events(await d.far(), f"{d.own}.gone")
    await q.subscription.unsubscribe()
    await d.s.publish(f"{d.own}.gone", options=PublishOptions(acknowledge=True, exclude_me=False))
    await d.silence(q)


@check("router")
async def event_order(d):
    q = await d.events(await d.other(), f"{d.own}.order")
    for i in range(300):
        d.s.publish(f"{d.own}.order", i)
    same([(await d.next(q))[0][0] for _ in range(300)], list(range(300)))


@check("router")
async def retained_event(d):
    topic = f"{d.own}.retained"
    await d.s.publish(topic, "kept", options=PublishOptions(acknowledge=True, retain=True))
    q = await d.events(await d.other(), topic, get_retained=True)
    args, _, details = await d.next(q, 2)
    same((args, details.retained), (["kept"], True))
    await d.silence(await d.events(await d.other(), topic))


@check("history")
async def event_history(d):
    topic = d.o.topic
    # Crossbar stores an event once for each session that gets it, so there has to be one.
    q = await d.events(await d.other(), topic)
    for i in range(3):
        await d.s.publish(topic, d.own, i, options=ACK)
        await d.next(q)
    result = echoed(await d.s.call("wamp.subscription.get_events", q.subscription.id, limit=3))[0]
    # The specification wants the events as the positional results; Crossbar gives one result, their list.
    events = result[0] if len(result) == 1 and isinstance(result[0], list) else result
    same(sorted(e["args"][1] for e in events if e["args"][0] == d.own), [0, 1, 2])


@check("router")
async def no_such_procedure(d):
    same((await d.error(d.s.call(f"{d.own}.nothing"))).error, "wamp.error.no_such_procedure")


@check("router")
async def already_registered(d):
    await d.s.register(lambda: 1, f"{d.own}.twice")
    other = await d.other()
    e = await d.error(other.register(lambda: 2, f"{d.own}.twice"))
    same(e.error, "wamp.error.procedure_already_exists")


@check("router")
async def force_reregister(d):
    await d.s.register(lambda: 1, f"{d.own}.forced")
    other = await d.other()
    await other.register(lambda: 2, f"{d.own}.forced", options=RegisterOptions(force_reregister=True))
    same(await d.s.call(f"{d.own}.forced"), 2)


@check("router")
async def unregister(d):
    registration = await d.s.register(lambda: 1, f"{d.own}.once")
    far = await d.far()
    same(await far.call(f"{d.own}.once"), 1)
    await registration.unregister()
    same((await d.error(far.call(f"{d.own}.once"))).error, "wamp.error.no_such_procedure")


@check("router")
async def register_patterns(d):
    def say(what):
        return lambda details=None: [what, details.procedure]

    for what, name, match in [("exact", "p.a.x", "exact"), ("prefix", "p.a", "prefix"), ("longer", "p.a.x.y", "prefix"),
                              ("wildcard", "p..z", "wildcard")]:
        await d.s.register(say(what), f"{d.own}.{name}", options=RegisterOptions(match=match, details=True))
    far = await d.far()
    for name, what in [("p.a.x", "exact"), ("p.a.other", "prefix"), ("p.a.x.y.z", "longer"), ("p.a.z", "prefix"),
                       ("p.b.z", "wildcard")]:
        got = await far.call(f"{d.own}.{name}")
        same(got[0], what)
        if what != "exact":
            same(got[1], f"{d.own}.{name}")


@check("router")
async def shared_registration(d):
    peers = [await d.other() for _ in range(3)]
    for i, peer in enumerate(peers):
        await peer.register(lambda i=i: i, f"{d.own}.shared", options=RegisterOptions(invoke="roundrobin"))
    got = [await d.s.call(f"{d.own}.shared") for _ in range(6)]
    same(sorted(got), [0, 0, 1, 1, 2, 2])
    same(got[:3], got[3:])


@check("router")
async def callee_leaves_mid_call(d):
    other = await d.other()
    await other.register(lambda: asyncio.sleep(5), f"{d.own}.leaver")
    _, future = d.begin(d.s, f"{d.own}.leaver")
    await asyncio.sleep(0.2)
    other._transport.close() if not hasattr(other._transport, "dropConnection") else other._transport.dropConnection(True)
    e = await d.error(future, 3)
    assert e.error in (CANCELED, "wamp.error.callee_lost"), f"the error is {e.error}"


@check("router")
async def caller_leaves_mid_call(d):
    interrupted = asyncio.Event()

    async def wait():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            interrupted.set()
            raise

    await d.s.register(wait, f"{d.own}.left")
    other = await d.other()
    d.begin(other, f"{d.own}.left")[1].add_done_callback(lambda f: f.exception())
    await asyncio.sleep(0.2)
    await other.quit()
    await asyncio.wait_for(interrupted.wait(), 2)


@check("router")
async def call_timeout(d):
    await d.s.register(lambda: asyncio.sleep(3), f"{d.own}.late")
    far = await d.far()
    begin = time.monotonic()
    e = await d.error(far.call(f"{d.own}.late", options=CallOptions(timeout=400)))
    same(e.error, "wamp.error.timeout")
    assert time.monotonic() - begin < 2


@check("router")
async def session_meta(d):
    joins = await d.events(d.s, "wamp.session.on_join")
    leaves = await d.events(d.s, "wamp.session.on_leave")
    assert await d.s.call("wamp.session.count") >= 1
    other = await d.other()
    session = other.session_id
    while (await d.next(joins))[0][0]["session"] != session:
        pass
    assert session in await d.s.call("wamp.session.list")
    same((await d.s.call("wamp.session.get", session))["session"], session)
    # sessions of other suites come and go at the same time
    assert await d.s.call("wamp.session.count") >= 2
    await other.quit()
    while (await d.next(leaves))[0][0] != session:
        pass
    same((await d.error(d.s.call("wamp.session.get", session))).error, "wamp.error.no_such_session")


@check("router")
async def registration_meta(d):
    registration = await d.s.register(lambda: 1, f"{d.own}.meta")
    far = await d.far()
    same(await far.call("wamp.registration.lookup", f"{d.own}.meta"), registration.id)
    same(await far.call("wamp.registration.match", f"{d.own}.meta"), registration.id)
    same((await far.call("wamp.registration.get", registration.id))["uri"], f"{d.own}.meta")
    assert registration.id in (await far.call("wamp.registration.list"))["exact"]
    same(await far.call("wamp.registration.list_callees", registration.id), [d.s.session_id])
    same(await far.call("wamp.registration.count_callees", registration.id), 1)


@check("router")
async def subscription_meta(d):
    q = await d.events(d.s, f"{d.own}.meta")
    far = await d.far()
    same(await far.call("wamp.subscription.lookup", f"{d.own}.meta"), q.subscription.id)
    assert q.subscription.id in await far.call("wamp.subscription.match", f"{d.own}.meta")
    same((await far.call("wamp.subscription.get", q.subscription.id))["uri"], f"{d.own}.meta")
    same(await far.call("wamp.subscription.list_subscribers", q.subscription.id), [d.s.session_id])
    same(await far.call("wamp.subscription.count_subscribers", q.subscription.id), 1)


@check("router")
async def testament(d):
    q = await d.events(d.s, f"{d.own}.will")
    other = await d.other()
    await other.call("wamp.session.add_testament", f"{d.own}.will", ["gone"], {"a": 1}, scope="destroyed")
    await other.quit()
    args, kwargs, _ = await d.next(q, 3)
    same((args, kwargs), (["gone"], {"a": 1}))


@check("router")
async def session_kill(d):
    other = await d.other()
    await d.s.call("wamp.session.kill", other.session_id, reason="com.example.killed")
    await asyncio.wait_for(asyncio.shield(other.closed), 3)


@check("revoke")
async def registration_revoked(d):
    ends = await d.events(d.s, "wamp.registration.on_unregister")
    other = await d.other()
    registration = await other.register(lambda: 1, f"{d.own}.revoked")
    same(await d.s.call(f"{d.own}.revoked"), 1)
    await d.s.call("wamp.registration.remove_callee", registration.id, other.session_id, reason="com.example.moved")
    while (await d.next(ends))[0] != [other.session_id, registration.id]:
        pass
    same((await d.error(d.s.call(f"{d.own}.revoked"))).error, "wamp.error.no_such_procedure")
    again = d.s.call("wamp.registration.remove_callee", registration.id, other.session_id)
    same((await d.error(again)).error, "wamp.error.no_such_registration")
    # Autobahn keeps a registration that was revoked, and takes the same ID, which a procedure has across instances, for
    # a violation
    again = await d.other() if d.o.other_url else other
    await again.register(lambda: 2, f"{d.own}.revoked")
    same(await d.s.call(f"{d.own}.revoked"), 2)


@check("revoke")
async def subscription_revoked(d):
    ends = await d.events(d.s, "wamp.subscription.on_unsubscribe")
    other = await d.other()
    q = await d.events(other, f"{d.own}.revoked")
    session = other.session_id
    await d.s.call("wamp.subscription.remove_subscriber", q.subscription.id, session)
    while (await d.next(ends))[0] != [session, q.subscription.id]:
        pass
    same(await d.s.call("wamp.subscription.lookup", f"{d.own}.revoked"), None)
    await d.s.publish(f"{d.own}.revoked", 1, options=ACK)
    # it announces subscription_revocation, takes the UNSUBSCRIBED for a violation all the same, and ends
    await d.silence(q)


@check("revoke")
async def details_modified(d):
    other = await d.other()
    await d.s.call("wamp.session.modify_details", other.session_id, {"team": "red"})
    same((await d.s.call("wamp.session.get", other.session_id))["team"], "red")
    named = d.s.call("wamp.session.modify_details", other.session_id, {"authid": "somebody"})
    same((await d.error(named)).error, "wamp.error.invalid_argument")


@check("revoke")
async def retained_event_removed(d):
    await d.s.publish(f"{d.own}.kept", 1, options=PublishOptions(acknowledge=True, retain=True))
    await d.s.publish(f"{d.own}.kept", options=PublishOptions(acknowledge=True, retain=True))
    other = await d.other()
    await d.silence(await d.events(other, f"{d.own}.kept", get_retained=True))


@check("denied")
async def not_authorized(d):
    uri = "com.example.denied.thing"
    for what in (d.s.call(uri), d.s.register(lambda: 1, uri), d.s.subscribe(print, uri),
                 d.s.publish(uri, options=ACK)):
        same((await d.error(what)).error, "wamp.error.not_authorized")
    await d.s.publish("com.example.other", options=ACK)


@check("disclosed")
async def caller_and_publisher_disclosed(d):
    other = await d.other()
    await other.register(lambda details=None: [details.caller, details.caller_authrole], f"{d.own}.who",
                         options=RegisterOptions(details=True))
    same(await d.s.call(f"{d.own}.who"), [d.s.session_id, d.s.authrole])
    q = await d.events(other, f"{d.own}.who")
    await d.s.publish(f"{d.own}.who", options=ACK)
    details = (await d.next(q))[2]
    same((details.publisher, details.publisher_authrole), (d.s.session_id, d.s.authrole))


async def main(o):
    try:
        session = await connect(o)
    except (ApplicationError, OSError, TimeoutError) as e:
        print(f"FAIL join: {getattr(e, 'error', type(e).__name__)} {' '.join(str(a) for a in e.args)}")
        return 1
    x = session.details
    print(f"PASS join (authid {x.authid}, role {x.authrole}, method {x.authmethod}, {x.serializer})")
    if o.join:
        await session.quit()
        return 0
    suites = o.suite.split(",")
    failed = passed = known = 0
    for name, (suite, function) in CHECKS.items():
        if (name not in o.only.split(",") if o.only else suite not in suites) or name in o.skip.split(","):
            continue
        if not session.is_attached():
            session = await connect(o)
        d = Drive(o, session)
        try:
            await asyncio.wait_for(function(d), 60)
            why = None
        except (AssertionError, ApplicationError, TransportLost, SerializationError, OSError, TimeoutError) as e:
            raised = e.__cause__ or e  # where it waited when its time was over
            lines = [f.lineno for f in traceback.extract_tb(raised.__traceback__) if f.filename == __file__] or ["?"]
            why = f"{type(e).__name__} in line {lines[-1]} {str(e)[:300]}".strip() + ("" if session.is_attached() else "; connection lost")
        except Exception as e:
            why = f"{type(e).__name__} {e}"
            if o.log != "critical":
                traceback.print_exc()
        limit = KNOWN.get(o.router, {}).get(name)
        if why is None:
            passed += 1
            print(f"PASS {name}" + (f" (elsewhere a limit of {o.router})" if limit else "")
                  + (" (across instances)" if o.other_url and d.others else ""))
        elif limit:
            known += 1
            print(f"KNOWN {name}: {limit} [{why}]")
        else:
            failed += 1
            print(f"FAIL {name}: {why}")
        for peer in d.others:
            try:
                await peer.quit()
            except Exception:
                pass
    if session.is_attached():
        await session.quit()
    print(f"{passed} passed, {failed} failed, {known} known limits of the router")
    return 1 if failed else 0


if __name__ == "__main__":
    p = options(__doc__, "com.example.java")
    p.add_argument("--suite", default="callee,router", help="callee,router,denied,disclosed,history,revoke; default callee,router")
    p.add_argument("--other-url", default="", help="of other instances of the router, with commas: where further sessions join")
    p.add_argument("--topic", default="com.example.history", help="for the suite history: a topic whose events are kept")
    p.add_argument("--only", default="", help="names of checks, with commas")
    p.add_argument("--skip", default="", help="names of checks, with commas")
    p.add_argument("--router", default="", help="crossbar or nexus: its known limits do not count as failures")
    p.add_argument("--timeout", type=float, default=10, help="seconds that one call or event may take")
    p.add_argument("--join", action="store_true", help="only join and leave")
    p.add_argument("--list", action="store_true", help="only list the checks")
    o = p.parse_args()
    if o.list:
        for name, (suite, _) in CHECKS.items():
            print(suite, name)
        sys.exit(0)
    sys.exit(asyncio.run(main(o)))
