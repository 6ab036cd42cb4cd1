'use strict';

const net = require('node:net');
const { once } = require('node:events');

/** Stands between a client and a server, passes on every byte, and counts them. */
class Wiretap {
  sent = 0;
  received = 0;

  #sockets = new Set();
  #listener = net.createServer((client) => this.#join(client));
  #target;

  /** Starts to listen, for the server at a target of host and port. */
  static async before(target) {
    const tap = new Wiretap();
    const colon = target.lastIndexOf(':');
    tap.#target = { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };
    tap.#listener.listen(0, '127.0.0.1');
    await once(tap.#listener, 'listening');
    return tap;
  }

  get target() {
    return `127.0.0.1:${this.#listener.address().port}`;
  }

  close() {
    this.#sockets.forEach((socket) => socket.destroy());
    this.#listener.close();
  }

  #join(client) {
    const server = net.connect(this.#target);
    client.on('data', (bytes) => (this.sent += bytes.length));
    server.on('data', (bytes) => (this.received += bytes.length));
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => this.close());
    }
    client.pipe(server).pipe(client);
  }
}

module.exports = { Wiretap };
