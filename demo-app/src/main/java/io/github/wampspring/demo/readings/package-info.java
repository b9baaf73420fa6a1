/**
 * What the demo measures of the machine that it runs on.
 */
@NullMarked
package io.github.wampspring.demo.readings;

import org.jspecify.annotations.NullMarked;
