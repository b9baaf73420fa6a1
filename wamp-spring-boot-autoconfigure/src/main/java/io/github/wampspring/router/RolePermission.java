package io.github.wampspring.router;

import java.util.Set;

import io.github.wampspring.protocol.MatchPolicy;

/**
 * What the sessions of a role may do with the URIs that match. Of several permissions
 * that match a URI, the most specific one decides alone: exact, then the longest prefix,
 * then wildcards.
 *
 * @param role the authrole
 * @param uri the URI or pattern
 * @param match how it matches
 * @param allowed what is allowed; everything else is refused
 * @param disclose whether calls and publications that this permission allows are
 * disclosed without having asked for it
 */
public record RolePermission(String role, String uri, MatchPolicy match, Set<WampAction> allowed, boolean disclose) {

	public RolePermission {
		allowed = Set.copyOf(allowed);
	}

	/**
	 * A permission without disclosure.
	 * @param role the authrole
	 * @param uri the URI or pattern
	 * @param match how it matches
	 * @param allowed what is allowed
	 */
	public RolePermission(String role, String uri, MatchPolicy match, Set<WampAction> allowed) {
		this(role, uri, match, allowed, false);
	}

}
