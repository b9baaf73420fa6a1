package io.github.wampspring.docs.guide;

import io.github.wampspring.client.WampJoinedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// tag::ready[]
@Component
class SessionReady {

	private static final Logger logger = LoggerFactory.getLogger(SessionReady.class);

	@EventListener
	void onJoin(WampJoinedEvent event) {
		logger.info("session ready: {}", event.session().getId());
	}

}
// end::ready[]
