package io.github.wampspring.protocol;

/**
 * What the dealer does with a cancelled call. See the section "Call Canceling" of the
 * specification.
 */
public enum CancelMode {

	/** The caller gets its error at once, the callee is not told. */
	SKIP,

	/** The callee is interrupted, the caller gets what the callee answers. */
	KILL,

	/** The callee is interrupted, the caller gets its error at once. */
	KILLNOWAIT;

	private final String value = name().toLowerCase(java.util.Locale.ROOT);

	/**
	 * The word of the protocol.
	 * @return what stands in {@code Options.mode}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * The mode in options.
	 * @param options the options of CANCEL or INTERRUPT
	 * @return the mode; {@link #KILLNOWAIT} if there is none
	 */
	public static CancelMode of(Dict options) {
		String mode = options.getString("mode");
		return SKIP.value.equals(mode) ? SKIP : (KILL.value.equals(mode) ? KILL : KILLNOWAIT);
	}

}
