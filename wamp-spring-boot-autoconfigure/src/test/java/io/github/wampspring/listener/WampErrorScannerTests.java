package io.github.wampspring.listener;

import java.util.List;

import io.github.wampspring.client.WampException;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.listener.errors.ClosedException;
import io.github.wampspring.listener.wrongerrors.NoException;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WampErrorScanner}.
 */
class WampErrorScannerTests {

	private final ErrorMappings mappings = new ErrorMappings();

	private final WampErrorScanner scanner = new WampErrorScanner(new DefaultResourceLoader());

	@Test
	void annotatedExceptionsAreFoundBelowThePackages() {
		this.scanner.scan(List.of(ClosedException.class.getPackageName()), this.mappings);
		assertThat(this.mappings.uriFor(new ClosedException())).isEqualTo("com.myapp.error.shop");
		assertThat(this.mappings.exceptionFor(new WampException("com.myapp.error.sold_out")).getClass().getSimpleName())
			.isEqualTo("SoldOutException");
	}

	@Test
	void classThatIsNoExceptionIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.scanner.scan(List.of(NoException.class.getPackageName()), this.mappings))
			.withMessageContaining(NoException.class.getName());
	}

}
