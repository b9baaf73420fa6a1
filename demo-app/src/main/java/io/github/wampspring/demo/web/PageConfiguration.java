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
 * @param cluster the name of the cluster that this application's router is in, or
 * {@code null}
 */
record PageConfiguration(@Nullable String url, String path, String realm, String instance, @Nullable String cluster) {

}
