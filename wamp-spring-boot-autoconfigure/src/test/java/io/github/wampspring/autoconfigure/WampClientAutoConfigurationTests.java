package io.github.wampspring.autoconfigure;

import java.util.concurrent.Executor;

import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WampClientAutoConfiguration}.
 */
class WampClientAutoConfigurationTests {

	@Test
	void callsThroughTheEmbeddedRouterWithoutAnyUrl() {
		WampAutoConfigurations.withRouter().run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			wamp.register("com.myapp.add2", Integer.class, Integer.class, Integer::sum).whenActive().get();
			assertThat(wamp.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			assertThat(context.getBean(WampConnection.class).getState().url()).isEqualTo("in-process:router");
		});
	}

	@Test
	void theHandlersExecutorLeavesTheApplicationsExecutorAlone() {
		WampAutoConfigurations.withRouter()
			.run((context) -> assertThat(context).hasSingleBean(AsyncTaskExecutor.class)
				.hasBean("applicationTaskExecutor")
				.hasBean("wampHandlerExecutor"));
	}

	@Test
	void withoutReactorThereIsNoReactiveTemplate() {
		WampAutoConfigurations.withRouter()
			.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasSingleBean(WampTemplate.class)
				.doesNotHaveBean(ReactiveWampTemplate.class));
	}

	@Test
	void anExecutorOfTheApplicationIsTakenByItsName() {
		WampAutoConfigurations.withRouter()
			.withBean("wampHandlerExecutor", Executor.class, () -> Runnable::run)
			.run((context) -> assertThat(context).hasSingleBean(Executor.class));
	}

}
