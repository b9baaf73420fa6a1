"""Who says nothing of itself is let in as the role of visitors."""
from autobahn.asyncio.wamp import ApplicationSession


class Authenticator(ApplicationSession):
    async def onJoin(self, _):
        def authenticate(realm, authid, details):
            return {"role": "anonymous", "extra": {"visits": [1, 2, 3]}}

        await self.register(authenticate, "com.example.authenticate.anonymous")
