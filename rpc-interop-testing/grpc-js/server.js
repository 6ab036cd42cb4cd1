'use strict';

// node server.js: the greeter of dev.tern.rpc.interop.js.InteropGreeter on grpc-js. Says which port it got, and serves until
// it is stopped.

const grpc = require('@grpc/grpc-js');
const agreed = require('./greeter.js');

const { Greeter, RichStatus, NameProblem } = agreed;

/** Names that somebody waits for, and who waits: each name is told once, to the first who asked. */
class Told {
  #names = [];
  #asking = [];

  tell(name) {
    (this.#asking.shift() ?? ((early) => this.#names.push(early)))(name);
  }

  ask(answer) {
    if (this.#names.length > 0) {
      answer(this.#names.shift());
    } else {
      this.#asking.push(answer);
    }
  }
}

const visitors = new Told();
const leavers = new Told();

const greeting = (name, word = 'Hello') => ({ message: `${word}, ${name}!` });

/** The metadata of a request that is to come back. */
function echo(call) {
  const metadata = new grpc.Metadata();
  for (const name of [agreed.ECHO, agreed.ECHO_BIN]) {
    call.metadata.get(name).forEach((value) => metadata.add(name, value));
  }
  return metadata;
}

function tooLong(name) {
  const status = {
    code: grpc.status.INVALID_ARGUMENT,
    message: agreed.tooLongMessage(name),
    details: [{
      type_url: agreed.NAME_PROBLEM_URL,
      value: NameProblem.serialize({ name, length: name.length, maxLength: agreed.MAX_LENGTH }),
    }],
  };
  const metadata = new grpc.Metadata();
  metadata.set(agreed.DETAILS, RichStatus.serialize(status));
  return { code: status.code, details: status.message, metadata };
}

function sayHello(call, done) {
  const { name } = call.request;
  const reply = (greeted) => done(null, greeting(greeted), echo(call));
  if (name.trim() === '') {
    done({ code: grpc.status.INVALID_ARGUMENT, details: 'whom to greet?' });
  } else if (name === agreed.NEVER_ANSWERED) {
    call.on('cancelled', () => leavers.tell(name));
  } else if (name === agreed.NEXT_VISITOR) {
    visitors.ask(reply);
  } else if (name === agreed.NEXT_LEAVER) {
    leavers.ask(reply);
  } else if (name.length > agreed.MAX_LENGTH) {
    done(tooLong(name));
  } else {
    call.sendMetadata(echo(call));
    reply(name);
  }
}

function sayHelloStream(call) {
  const { name } = call.request;
  if (name === agreed.ENDLESS) {
    call.on('cancelled', () => leavers.tell(name));
    const fill = () => {
      while (!call.cancelled && call.write(greeting(name))) {
        // until the client has enough for now
      }
    };
    call.on('drain', fill);
    fill();
  } else {
    ['Hello', 'Bonjour', 'Hallo', 'Hola'].forEach((word) => call.write(greeting(name, word)));
    call.end();
  }
}

function sayHelloToAll(call, done) {
  const names = [];
  call.on('data', ({ name }) => names.push(name));
  call.on('end', () => done(null, greeting(names.join(' and '))));
}

function chat(call) {
  call.on('data', ({ name }) => call.write(greeting(name)));
  call.on('end', () => call.end());
}

function record(call, done) {
  visitors.tell(call.request.name);
  done(null, {});
}

const server = new grpc.Server();
server.addService(Greeter.service, { sayHello, sayHelloStream, sayHelloToAll, chat, record });
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (failure, port) => {
  if (failure) {
    throw failure;
  }
  console.log(`Listening on port ${port}`);
});
