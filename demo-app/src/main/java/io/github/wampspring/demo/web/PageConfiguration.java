package io.github.wampspring.demo.web;

import org.jspecify.annotations.Nullable;

/**
 * What the page needs to know to join.
 *
 * @param url the router's URL, or {@code null} where the application that served the page
 * is the router
 * @param path the path of this application's own router
 * @param realm the realm to join
 * @param instance the instance of the demo that served the page
 */
record PageConfiguration(@Nullable String url, String path, String realm, String instance) {

}
