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

package io.github.wampspring.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes a context ahead of time, compiles what was generated, and runs it in a class
 * loader of its own.
 */
public final class AheadOfTime {

	private final Path directory;

	private final Class<?> test;

	private final RuntimeHints hints;

	private final String initializer;

	/**
	 * Processes a context.
	 * @param directory for what is generated
	 * @param properties the properties
	 * @param test the test
	 * @param components the components
	 */
	public AheadOfTime(Path directory, Map<String, Object> properties, Class<?> test, Class<?>... components) {
		this.directory = directory;
		this.test = test;
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		context.register(components);
		GeneratedFiles files = new FileSystemGeneratedFiles(directory);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(components[0])), files);
		this.initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation).canonicalName();
		generation.writeGeneratedContent();
		this.hints = generation.getRuntimeHints();
	}

	/**
	 * What a native image is told.
	 * @return the hints
	 */
	public RuntimeHints hints() {
		return this.hints;
	}

	/**
	 * Calls a static method of the test, as it is in the class loader that has the
	 * generated classes.
	 * @param method the method, which takes the name of the initializer
	 * @return what it returns
	 */
	public Object run(String method) throws Exception {
		List<URL> classPath = classPath();
		compile(this.directory.resolve("sources"), this.directory.resolve("classes"), classPath);
		// generated classes are in the packages of what they make
		classPath.add(this.directory.resolve("classes").toUri().toURL());
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPath.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Method run = loader.loadClass(this.test.getName()).getDeclaredMethod(method, String.class);
			run.setAccessible(true);
			return run.invoke(null, this.initializer);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	/**
	 * The context that was made, to be called within that class loader.
	 * @param initializer the name of the initializer
	 * @param properties the properties
	 * @return the context, refreshed
	 */
	@SuppressWarnings("unchecked")
	public static GenericApplicationContext context(String initializer, Map<String, Object> properties)
			throws Exception {
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		((ApplicationContextInitializer<GenericApplicationContext>) Class
			.forName(initializer, true, Thread.currentThread().getContextClassLoader())
			.getDeclaredConstructor()
			.newInstance()).initialize(context);
		context.refresh();
		return context;
	}

	private static List<URL> classPath() throws IOException {
		List<URL> classPath = new ArrayList<>();
		if (AheadOfTime.class.getClassLoader() instanceof URLClassLoader loader) {
			classPath.addAll(List.of(loader.getURLs()));
		}
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			classPath.add(Path.of(entry).toUri().toURL());
		}
		return classPath;
	}

	private static void compile(Path sources, Path classes, List<URL> classPath) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		Files.createDirectories(classes);
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> found = Files.walk(sources)) {
			String path = classPath.stream().map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
			List<String> options = List.of("-d", classes.toString(), "-classpath", path, "-proc:none", "-nowarn");
			Iterable<? extends JavaFileObject> units = files
				.getJavaFileObjectsFromPaths(found.filter((file) -> file.toString().endsWith(".java")).toList());
			boolean compiled = compiler.getTask(null, files, null, options, null, units).call();
			assertThat(compiled).isTrue();
		}
	}

}
