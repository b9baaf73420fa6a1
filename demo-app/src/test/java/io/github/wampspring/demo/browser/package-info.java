/**
 * Tests of the demo's page in real Chromium.
 */
@NullMarked
package io.github.wampspring.demo.browser;

import org.jspecify.annotations.NullMarked;
