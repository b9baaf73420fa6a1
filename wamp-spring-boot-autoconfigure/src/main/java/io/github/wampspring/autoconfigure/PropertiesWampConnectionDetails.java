package io.github.wampspring.autoconfigure;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;

/**
 * Connection details of {@code wamp.url} and {@code wamp.ssl.bundle}.
 *
 * @param properties the properties
 * @param bundles the application's bundles
 */
record PropertiesWampConnectionDetails(WampConnectionProperties properties,
		ObjectProvider<SslBundles> bundles) implements WampConnectionDetails {

	@Override
	public List<URI> getUrls() {
		return List.copyOf(this.properties.getUrl());
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.properties.getSsl().getBundle();
		if (name == null) {
			return null;
		}
		SslBundles bundles = this.bundles.getIfAvailable();
		Assert.state(bundles != null, "The property wamp.ssl.bundle needs a bean of the type SslBundles");
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException("wamp.ssl.bundle", name,
					"there is no such SSL bundle: define it by spring.ssl.bundle.jks." + name
							+ " or spring.ssl.bundle.pem." + name);
		}
	}

}
