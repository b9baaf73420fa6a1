"""Who a client is, is told by its public key; the router makes sure that it has the private one."""
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.wamp.exception import ApplicationError

DEVICES = {
    # 0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2
    "29f47f7e265035f73912d42b4f3c00c46f739c707b72049e2c742790562ef889": {
        "authid": "cryptosign-joe",
        "role": "user",
        "extra": {"device": 23},
    },
}


class Authenticator(ApplicationSession):
    async def onJoin(self, _):
        def authenticate(realm, authid, details):
            pubkey = details["authextra"]["pubkey"]
            if pubkey not in DEVICES:
                raise ApplicationError("com.example.no_such_user", f"nobody has the key {pubkey}")
            return {"pubkey": pubkey, "realm": realm, "cache": True, **DEVICES[pubkey]}

        await self.register(authenticate, "com.example.authenticate.cryptosign")
