"""Tickets are checked here: the router hands them on."""
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.wamp.exception import ApplicationError

PRINCIPALS = {
    "ticket-joe": {"ticket": "ticket-joe-secret", "answer": "user"},
    # whichever realm this one asks for
    "moved-joe": {
        "ticket": "moved-joe-secret",
        "answer": {"realm": "realm2", "role": "user", "authid": "joe-the-second", "extra": {"moved": True}},
    },
}


class Authenticator(ApplicationSession):
    async def onJoin(self, _):
        def authenticate(realm, authid, details):
            if authid not in PRINCIPALS:
                raise ApplicationError("com.example.no_such_user", f"there is no {authid}")
            if details["ticket"] != PRINCIPALS[authid]["ticket"]:
                raise ApplicationError("com.example.invalid_ticket", f"not the ticket of {authid}")
            return PRINCIPALS[authid]["answer"]

        await self.register(authenticate, "com.example.authenticate.ticket")
