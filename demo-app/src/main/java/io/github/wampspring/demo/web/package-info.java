/**
 * What the demo's page asks over HTTP.
 */
@NullMarked
package io.github.wampspring.demo.web;

import org.jspecify.annotations.NullMarked;
