'use strict';
// What component.js and drive.js share: options, authentication, and opening a session.
const { parseArgs } = require('node:util');

const log = console.log;
console.log = console.warn = console.debug = () => {};   // AutobahnJS logs each closed connection
const autobahn = require('autobahn');

function options(defaultPrefix, more = {}) {
   const text = (value) => ({ type: 'string', default: value });
   return parseArgs({
      options: {
         url: text('ws://127.0.0.1:8080/ws'),
         realm: text('realm1'),
         prefix: text(defaultPrefix),
         serializer: text('json'),          // json, msgpack or cbor
         auth: text('anonymous'),           // anonymous, ticket or wampcra
         authid: { type: 'string' },
         secret: { type: 'string' },
         ...more,
      },
   }).values;
}

function authentication(o) {
   switch (o.auth) {
      case 'anonymous':
         return {};
      case 'ticket':
         return { authid: o.authid, authmethods: ['ticket'], onchallenge: () => o.secret };
      case 'wampcra':
         return {
            authid: o.authid,
            authmethods: ['wampcra'],
            onchallenge: (session, method, extra) => {
               const salted = 'salt' in extra;
               const key = salted
                  ? autobahn.auth_cra.derive_key(o.secret, extra.salt, extra.iterations, extra.keylen)
                  : o.secret;
               return autobahn.auth_cra.sign(key, extra.challenge);
            },
         };
      default:
         throw new Error(`unknown authentication method ${o.auth}`);
   }
}

function serializer(name) {
   const { JSONSerializer, MsgpackSerializer, CBORSerializer } = autobahn.serializer;
   const of = { json: JSONSerializer, msgpack: MsgpackSerializer, cbor: CBORSerializer }[name];
   if (!of) throw new Error(`unknown serializer ${name}`);
   return new of();
}

// Resolves to { connection, session, details, closed }; rejects with the reason when the router does not let us in.
function connect(o) {
   return new Promise((resolve, reject) => {
      const connection = new autobahn.Connection({
         url: o.url, realm: o.realm, serializers: [serializer(o.serializer)], max_retries: 0, ...authentication(o),
      });
      // AutobahnJS does not tell when the connection cannot be made at all.
      const timer = setTimeout(() => reject(new Error('no connection, or no answer to HELLO')), 8000);
      let close;
      const closed = new Promise((done) => { close = done; });
      connection.onopen = (session, details) => {
         clearTimeout(timer);
         resolve({ connection, session, details, closed });
      };
      connection.onclose = (reason, details) => {
         const why = (details && details.reason) || reason;
         clearTimeout(timer);
         reject(new Error(`${why} ${(details && details.message) || ''}`.trim()));
         close(why);
         return true;   // no reconnect
      };
      connection.open();
   });
}

module.exports = { autobahn, options, connect, log };
