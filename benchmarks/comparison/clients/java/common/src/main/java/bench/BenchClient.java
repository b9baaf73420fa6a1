package bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The workloads of README.md for a client library on the JVM. A library is
 * added by extending this class; each operation below is what an application
 * would write with it.
 */
public abstract class BenchClient {

		public interface Reply {
				void done(String result, Throwable error);
		}

		public interface Events {
				void on(long n, int phase);
		}

		public interface Credits {
				void on(long n);
		}

		/** Joins the realm; returns when the session is there. */
		protected abstract void open(String url, String realm) throws Exception;

		/** Registers an echo of the first argument; returns when it is registered. */
		protected abstract void registerEcho(String procedure) throws Exception;

		/** Calls with one argument and blocks for the first result. */
		protected abstract String callBlocking(String procedure, String arg) throws Exception;

		/** Calls without blocking. */
		protected abstract void call(String procedure, String arg, Reply reply);

		/** Subscribes to events with the keyword arguments n, phase and data. */
		protected abstract void subscribe(String topic, Events events) throws Exception;

		/** Subscribes to events with one number as argument. */
		protected abstract void subscribeCredits(String topic, Credits credits) throws Exception;

		/** Publishes n, phase and data as keyword arguments, unacknowledged. */
		protected abstract void publish(String topic, long n, int phase, String data) throws Exception;

		protected abstract void publishCredit(String topic, long n);

		private static final String ARG = "0123456789abcdef";
		private static final String DATA = "x".repeat(70);

		private final Map<String, String> o = new HashMap<>(Map.of("realm", "realm1", "warmup", "5", "duration", "10",
						"count", "200000", "window", "0", "procedure", "bench.echo.0", "life", "300", "serializer", "json"));

		protected String option(String name) {
				return o.get(name);
		}

		private double number(String name) {
				return Double.parseDouble(o.get(name));
		}

		protected static synchronized void emit(String event, Object... more) {
				StringBuilder b = new StringBuilder("{\"event\":\"").append(event).append('"');
				for (int i = 0; i < more.length; i += 2) {
						b.append(",\"").append(more[i]).append("\":");
						Object v = more[i + 1];
						if (v instanceof Double) {
								b.append(String.format(Locale.ROOT, "%.3f", v));
						} else if (v instanceof String s) {
								b.append('"').append(s.replace("\\", "/").replace("\"", "'").replaceAll("\\s+", " ")).append('"');
						} else {
								b.append(v);
						}
				}
				System.out.println(b.append('}'));
				System.out.flush();
		}

		protected static void fail(Object message) {
				emit("error", "message", String.valueOf(message));
				Runtime.getRuntime().halt(1);
		}

		protected final void run(String[] args) {
				for (int i = 0; i + 1 < args.length; i += 2) {
						o.put(args[i].replaceFirst("^--", ""), args[i + 1]);
				}
				Thread life = new Thread(() -> {
						sleep(number("life"));
						Runtime.getRuntime().halt(3);
				});
				life.setDaemon(true);
				life.start();
				try {
						open(o.get("url"), o.get("realm"));
						switch (o.get("role")) {
								case "callee" -> {
										registerEcho(o.get("procedure"));
										emit("ready");
								}
								case "subscriber" -> subscriber();
								case "publisher" -> publisher();
								case "caller" -> {
										switch (o.get("workload")) {
												case "startup" -> {
														echo();
														emit("first-result");
												}
												case "rpc-latency" -> latency();
												case "rpc-throughput" -> throughput();
												default -> fail("workload?");
										}
								}
								default -> fail("role?");
						}
						new CountDownLatch(1).await();
				} catch (Throwable e) {
						e.printStackTrace();
						fail(e);
				}
		}

		private static void sleep(double seconds) {
				try {
						Thread.sleep((long) (seconds * 1000));
				} catch (InterruptedException e) {
						throw new IllegalStateException(e);
				}
		}

		private void end() {
				Runtime.getRuntime().halt(0);
		}

		private void echo() throws Exception {
				if (!ARG.equals(callBlocking(o.get("procedure"), ARG))) {
						throw new IllegalStateException("wrong result");
				}
		}

		private void latency() throws Exception {
				for (long end = System.nanoTime() + (long) (number("warmup") * 1e9); System.nanoTime() < end;) {
						echo();
				}
				emit("start");
				long[] took = new long[1 << 20];
				int k = 0;
				long start = System.nanoTime();
				long t = start;
				while (t - start < number("duration") * 1e9 && k < took.length) {
						echo();
						long now = System.nanoTime();
						took[k++] = now - t;
						t = now;
				}
				took = Arrays.copyOf(took, k);
				Arrays.sort(took);
				emit("result", "ops", k, "secs", (t - start) / 1e9, "p50_us", took[k / 2] / 1e3,
								"p99_us", took[(int) (k * .99)] / 1e3, "errors", 0);
				end();
		}

		private final LongAdder ops = new LongAdder();
		private final LongAdder errors = new LongAdder();
		private volatile boolean stop;
		private volatile Throwable lastError;

		private void next() {
				call(o.get("procedure"), ARG, (r, e) -> {
						if (ARG.equals(r)) {
								ops.increment();
						} else {
								errors.increment();
								lastError = e;
						}
						if (!stop) {
								next();
						}
				});
		}

		private void throughput() throws Exception {
				int window = number("window") > 0 ? (int) number("window") : 64;
				echo();
				// Started from a reply, so that libraries that want one thread have it.
				call(o.get("procedure"), ARG, (r, e) -> {
						for (int i = 0; i < window; i++) {
								next();
						}
				});
				sleep(number("warmup"));
				emit("start");
				long n = ops.sum();
				long t = System.nanoTime();
				sleep(number("duration"));
				n = ops.sum() - n;
				double secs = (System.nanoTime() - t) / 1e9;
				emit("result", "ops", n, "secs", secs, "rate", n / secs, "errors", errors.sum(),
								"last_error", String.valueOf(lastError));
				stop = true;
				sleep(.3);
				end();
		}

		private long received;
		private long all;
		private long last;
		private long reordered;
		private long t0;
		private long t1;

		private void finish(boolean complete) {
				double secs = (t1 - t0) / 1e9;
				emit("result", "received", received, "secs", secs, "rate", secs > 0 ? received / secs : 0.0,
								"lost", (long) number("count") - received, "reordered", reordered, "complete", complete);
				end();
		}

		private void subscriber() throws Exception {
				subscribe("bench.topic", (n, phase) -> {
						synchronized (this) {
								all++;
								if (n <= last) {
										reordered++;
								}
								last = n;
								if (phase == 1) {
										t1 = System.nanoTime();
										if (received++ == 0) {
												t0 = t1;
												emit("start");
										}
								} else if (phase == 2) {
										finish(true);
								}
								if (all % 500 == 0) {
										publishCredit("bench.credit", n);
								}
						}
				});
				emit("ready");
				for (long before = -1;;) {
						sleep(20);
						synchronized (this) {
								if (received > 0 && all == before) {
										finish(false);
								}
								before = all;
						}
				}
		}

		private final AtomicLong credit = new AtomicLong();
		private final Semaphore more = new Semaphore(0);
		private long sent;
		private long stalls;

		private void room(long limit) throws InterruptedException {
				while (sent - credit.get() >= limit) {
						if (!more.tryAcquire(5, TimeUnit.SECONDS)) {
								stalls++;
								credit.set(sent);
						}
				}
		}

		private void publish(int phase) throws Exception {
				publish("bench.topic", ++sent, phase, DATA);
		}

		private void publisher() throws Exception {
				long window = number("window") > 0 ? (long) number("window") : 2000;
				subscribeCredits("bench.credit", n -> {
						credit.accumulateAndGet(n, Math::max);
						more.release();
				});
				for (long end = System.nanoTime() + (long) (number("warmup") * 1e9); System.nanoTime() < end;) {
						publish(0);
						room(window);
				}
				long count = (long) number("count");
				for (long i = 0; i < count; i++) {
						publish(1);
						room(window);
				}
				room(500);
				for (int i = 0; i < 3; i++) {
						publish(2);
						sleep(.3);
				}
				emit("result", "sent", count, "stalls", stalls);
				end();
		}
}
