// An identity provider on 127.0.0.1: oauth2-mock-server, whose access tokens name an audience and roles, and that tells
// what opaque tokens are to who knows the client's secret. It writes "typ": "JWT" into every token, as older providers do.
// node server.js <port> <audience> <client id> <client secret> <opaque token>
// A line "rotate" on standard input adds a key; a line "requests" prints how often each path was asked for.
'use strict';

const http = require('node:http');
const readline = require('node:readline');
const { randomUUID } = require('node:crypto');
const { OAuth2Server } = require('oauth2-mock-server');
const express = require('express');

const [port, audience, clientId, clientSecret, opaque] = process.argv.slice(2);
const basic = 'Basic ' + Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
const requests = {};
const provider = new OAuth2Server();

provider.service.on('beforeTokenSigning', (token, request) => {
  if (request.body.grant_type !== 'client_credentials') {
    return;
  }
  const named = { aud: audience, sub: clientId, client_id: clientId, jti: randomUUID(), roles: ['operator'] };
  Object.assign(token.payload, named);
});

provider.service.on('beforeIntrospect', (response, request) => {
  if (request.headers.authorization !== basic) {
    response.statusCode = 401;
    response.body = { error: 'invalid_client' };
  } else if (request.body.token === opaque) {
    response.body = { active: true, sub: 'machine', roles: ['operator'] };
  } else {
    response.body = { active: false };
  }
});

async function main() {
  await provider.issuer.keys.generate('RS256');
  provider.issuer.url = `http://127.0.0.1:${port}`;
  const app = express();
  app.use((request, response, next) => {
    requests[request.path] = (requests[request.path] || 0) + 1;
    next();
  });
  app.use('/introspect', express.urlencoded({ extended: false }));
  app.use(provider.service.requestHandler);
  http.createServer(app).listen(Number(port), '127.0.0.1', () => console.log('ready'));
  readline.createInterface({ input: process.stdin }).on('line', async (line) => {
    if (line === 'rotate') {
      await provider.issuer.keys.generate('RS256');
    }
    console.log(JSON.stringify(requests));
  }).on('close', () => process.exit(0));
}

main();
