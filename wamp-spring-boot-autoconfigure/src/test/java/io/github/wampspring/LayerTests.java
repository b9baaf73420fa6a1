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

package io.github.wampspring;

import java.util.Arrays;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableFrom;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The layers, from the bottom up: each knows only those before it, and router and client
 * do not know each other.
 */
@AnalyzeClasses(packages = "io.github.wampspring", importOptions = DoNotIncludeTests.class)
class LayerTests {

	private static final String ROOT = "io.github.wampspring";

	private static final String[] LAYERS = { ROOT, ROOT + ".router.cluster.link", ROOT + ".router.cluster.link.memory",
			ROOT + ".router.cluster.link.nats", ROOT + ".router.cluster.link.redis", ROOT + ".protocol",
			ROOT + ".codec", ROOT + ".codec.json", ROOT + ".codec.binary", ROOT + ".codec.jackson", ROOT + ".payload",
			ROOT + ".transport", ROOT + ".transport.framed", ROOT + ".transport.websocket", ROOT + ".transport.netty",
			ROOT + ".transport.local", ROOT + ".transport.resume", ROOT + ".auth", ROOT + ".auth.scram",
			ROOT + ".auth.cryptosign", ROOT + ".auth.tls", ROOT + ".interceptor", ROOT + ".router.history",
			ROOT + ".router.history.jdbc", ROOT + ".router", ROOT + ".router.routing", ROOT + ".router.cluster",
			ROOT + ".router.engine", ROOT + ".client..", ROOT + ".annotation", ROOT + ".core", ROOT + ".dynamic",
			ROOT + ".contract", ROOT + ".listener", ROOT + ".proxy", ROOT + ".observation", ROOT + ".security",
			ROOT + ".autoconfigure.common", ROOT + ".autoconfigure.listener", ROOT + ".autoconfigure.router",
			ROOT + ".autoconfigure.history", ROOT + ".autoconfigure.cluster", ROOT + ".autoconfigure.observation",
			ROOT + ".autoconfigure.security", ROOT + ".autoconfigure", ROOT + ".autoconfigure.proxy",
			ROOT + ".autoconfigure.health", ROOT + ".autoconfigure.actuate", ROOT + ".autoconfigure.container" };

	@ArchTest
	static final ArchRule eachLayerKnowsOnlyThoseBeforeIt = layers();

	@ArchTest
	static final ArchRule everyPackageIsALayer = classes().should().resideInAnyPackage(LAYERS);

	@ArchTest
	static final ArchRule thereAreNoCircles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule theRouterDoesNotKnowTheClient = noClasses().that()
		.resideInAPackage(ROOT + ".router..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".client..");

	@ArchTest
	static final ArchRule theClientDoesNotKnowTheRouter = noClasses().that()
		.resideInAPackage(ROOT + ".client..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".router..");

	@ArchTest
	static final ArchRule theProtocolKnowsNobody = noClasses().that()
		.resideInAPackage(ROOT + ".protocol")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "tools.jackson..", "org.msgpack..", "jakarta..");

	@ArchTest
	static final ArchRule linksOfAClusterKnowNothingOfWamp = noClasses().that()
		.resideInAPackage(ROOT + ".router.cluster.link..")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".router.cluster.link.."))));

	@ArchTest
	static final ArchRule onlyTheirLinksAndWhatConfiguresThemKnowEngines = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".router.cluster.link.nats", ROOT + ".router.cluster.link.redis",
				ROOT + ".autoconfigure.cluster")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.nats..", "io.lettuce..", "org.springframework.data..");

	@ArchTest
	static final ArchRule onlyTwoPackagesKnowSpringSecurity = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".security", ROOT + ".autoconfigure.security")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.security..", ROOT + ".security");

	@ArchTest
	static final ArchRule belowTheListenersNobodyKnowsBeans = noClasses().that()
		.resideInAnyPackage(ROOT + ".protocol..", ROOT + ".transport..", ROOT + ".auth", ROOT + ".interceptor",
				ROOT + ".router..", ROOT + ".client..", ROOT + ".core", ROOT + ".annotation")
		.should()
		.dependOnClassesThat(resideInAnyPackage("org.springframework.beans..", "org.springframework.context..",
				"org.springframework.scheduling..", "org.springframework.boot..", "org.springframework.web.servlet..")
			// a connection that is a bean starts and stops with its context
			.and(not(assignableFrom(SmartLifecycle.class)))
			.and(not(equivalentTo(DisposableBean.class))));

	private static ArchRule layers() {
		LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers()
			.withOptionalLayers(true);
		for (String layer : LAYERS) {
			architecture = architecture.layer(layer).definedBy(layer);
		}
		for (int i = 0; i < LAYERS.length - 1; i++) {
			architecture = architecture.whereLayer(LAYERS[i])
				.mayOnlyBeAccessedByLayers(Arrays.copyOfRange(LAYERS, i + 1, LAYERS.length));
		}
		return architecture;
	}

}
