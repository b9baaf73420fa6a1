/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.test.cluster;

/**
 * What tests do to an engine. All methods return when it is done, and do nothing where it
 * is so already.
 */
public interface EngineControl {

	/**
	 * Ends the engine, as {@code kill -9} does.
	 */
	void kill();

	/**
	 * Starts the engine, empty, where it was before.
	 */
	void start();

	/**
	 * Lets the engine stand still, as {@code SIGSTOP} does: connections stay, and nothing
	 * is read or answered.
	 */
	void stall();

	/**
	 * Lets it go on.
	 */
	void resume();

}
