package io.github.wampspring.listener;

/**
 * Two bean methods for one procedure in one session.
 */
public class DuplicateProcedureException extends WampListenerException {

	private final WampListener first;

	private final WampListener second;

	/**
	 * Creates an exception.
	 * @param first one of the methods
	 * @param second the other one
	 */
	public DuplicateProcedureException(WampListener first, WampListener second) {
		super("The procedure '" + first.uri() + "' has two methods at the connection '" + first.connection() + "': "
				+ first.describe() + " and " + second.describe(),
				"Give one of the methods another URI, or another connection. A session can register a procedure only "
						+ "once; several callees share one by 'invoke' in sessions of their own.",
				null);
		this.first = first;
		this.second = second;
	}

	public WampListener getFirst() {
		return this.first;
	}

	public WampListener getSecond() {
		return this.second;
	}

}
