"""What is stored of users for SCRAM is told to the router. Knows no better than to fail for those who are unknown."""
from autobahn.asyncio.wamp import ApplicationSession

USERS = {
    # argon-joe-secret, as Autobahn derives the key
    "argon-joe": {
        "role": "user",
        "kdf": "argon2id-13",
        "iterations": 8,
        "memory": 1024,
        "salt": "cf22c5f90abef8303069733639d0fd34",
        "stored-key": "ab6b40348380ef408512097989b4e1f862640b463fdd6ef07b0418382cf53a26",
        "server-key": "7cc79439fa00df36a4bea0706092e8a46173f796528eecb157a9e93a6a5439b0",
    },
    # pbkdf2-joe-secret, as the specification derives the key
    "pbkdf2-joe": {
        "role": "user",
        "kdf": "pbkdf2",
        "iterations": 4096,
        "memory": 0,
        "salt": "5059036b4b53c572ee20ebd04c1ef898",
        "stored-key": "f261adf80a35868382eaf769cd0fa9214fbc87bedbdb7c9b1eca9988c357fd24",
        "server-key": "a155c8d1672038e79fdaad6f4b8784ad152dfa3966f00d1b279ed3d8e4760bba",
        "extra": {"kdf": "pbkdf2"},
    },
}


class Authenticator(ApplicationSession):
    async def onJoin(self, _):
        def authenticate(realm, authid, details):
            return USERS[authid]

        await self.register(authenticate, "com.example.authenticate.scram")
