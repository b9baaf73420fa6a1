/**
 * The demo: annotated beans, live readings of the machine, and a page that shows them.
 */
@NullMarked
package io.github.wampspring.demo;

import org.jspecify.annotations.NullMarked;
