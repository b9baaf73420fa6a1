"""Secrets are told to the router, which checks the client's signature itself."""
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.wamp.exception import ApplicationError

USERS = {
    "cra-joe": {"secret": "cra-joe-secret", "role": "user"},
    "salted-joe": {
        "secret": "salted-joe-secret",
        "role": "user",
        "salt": "salted-joe-salt",
        "iterations": 100,
        "keylen": 16,
        "extra": {"salted": True},
    },
}


class Authenticator(ApplicationSession):
    async def onJoin(self, _):
        def authenticate(realm, authid, details):
            if authid in USERS:
                return USERS[authid]
            raise ApplicationError("com.example.no_such_user", f"there is no {authid}")

        await self.register(authenticate, "com.example.authenticate.wampcra")
