"""Clients are known by the names in the certificates that they have shown to the router, which has checked them."""
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.wamp.exception import ApplicationError

PRINCIPALS = {"tls-joe": {"role": "user", "authid": "tls-joe"}}


class Authenticator(ApplicationSession):
    async def onJoin(self, _):
        def authenticate(realm, authid, details):
            name = details["transport"]["client_cert"]["subject"]["cn"]
            if name not in PRINCIPALS:
                raise ApplicationError("com.example.no_such_user", f"there is no {name}")
            return PRINCIPALS[name]

        await self.register(authenticate, "com.example.authenticate.tls")
