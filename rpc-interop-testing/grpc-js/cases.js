'use strict';

// What a Tern server must do for a grpc-js client: a function for each case, given a client, and the server's target for
// those that need one of their own. A case throws, or rejects, if the server does otherwise.

const assert = require('node:assert/strict');
const { once } = require('node:events');
const grpc = require('@grpc/grpc-js');
const agreed = require('./greeter.js');
const { Wiretap } = require('./wiretap.js');

const { Greeter, RichStatus, NameProblem } = agreed;
const MEBIBYTE = 1024 * 1024;

/** Bounds a call whose server never answers; none takes nearly as long. */
const patience = () => ({ deadline: Date.now() + 30_000 });

/** A unary call: its reply, headers and status. Rejects with the status of one that fails. */
function sayHello(greeter, name, metadata = new grpc.Metadata(), options = patience()) {
  return new Promise((resolve, reject) => {
    const result = {};
    greeter
      .sayHello({ name }, metadata, options, (failure, reply) => {
        if (failure) {
          reject(failure);
        }
        result.reply = reply;
      })
      .on('metadata', (headers) => (result.headers = headers))
      .on('status', (status) => resolve({ ...result, status }));
  });
}

/** The reply of a call that goes on until it is fulfilled or fails. */
function replyOf(start) {
  return new Promise((resolve, reject) => {
    start((failure, reply) => (failure ? reject(failure) : resolve(reply)));
  });
}

/** A client-streaming call: its reply. */
function sayHelloToAll(greeter, names, metadata = new grpc.Metadata()) {
  return replyOf((done) => {
    const call = greeter.sayHelloToAll(metadata, patience(), done);
    names.forEach((name) => call.write({ name }));
    call.end();
  });
}

async function failureOf(promise) {
  try {
    await promise;
  } catch (failure) {
    return failure;
  }
  throw new assert.AssertionError({ message: 'the call ended with OK' });
}

async function unary(greeter) {
  assert.equal((await sayHello(greeter, 'Ada')).reply.message, 'Hello, Ada!');
}

async function serverStreaming(greeter) {
  const greetings = [];
  for await (const reply of greeter.sayHelloStream({ name: 'Grace' }, patience())) {
    greetings.push(reply.message);
  }
  assert.deepEqual(greetings, ['Hello, Grace!', 'Bonjour, Grace!', 'Hallo, Grace!', 'Hola, Grace!']);
}

async function clientStreaming(greeter) {
  assert.equal((await sayHelloToAll(greeter, ['Ada', 'Grace'])).message, 'Hello, Ada and Grace!');
}

async function bidiStreaming(greeter) {
  const chat = greeter.chat(patience());
  for (const name of ['Ada', 'Grace', 'Alan']) {
    chat.write({ name });
    const [reply] = await once(chat, 'data'); // in answer to what was just written
    assert.equal(reply.message, `Hello, ${name}!`);
  }
  chat.end();
  const [status] = await once(chat, 'status');
  assert.equal(status.code, grpc.status.OK);
}

async function refusal(greeter) {
  const refused = await failureOf(sayHello(greeter, ''));
  assert.equal(refused.code, grpc.status.INVALID_ARGUMENT);
  assert.equal(refused.details, 'whom to greet?');
}

async function oneWayAnswersAnEmpty(greeter) {
  assert.deepEqual(await replyOf((done) => greeter.record({ name: 'Ada' }, patience(), done)), {});
}

async function unimplementedMethod(greeter) {
  const call = replyOf((done) => greeter.makeUnaryRequest(
    '/helloworld.Greeter/SayGoodbye', () => Buffer.alloc(0), () => ({}), {}, new grpc.Metadata(), patience(), done));
  assert.equal((await failureOf(call)).code, grpc.status.UNIMPLEMENTED);
}

async function oneWayReachesTheHandler(greeter) {
  await replyOf((done) => greeter.record({ name: 'Edsger' }, patience(), done));
  const visitors = [];
  while (!visitors.includes('Hello, Edsger!')) { // there may be visitors of other cases before
    visitors.push((await sayHello(greeter, agreed.NEXT_VISITOR)).reply.message);
  }
}

async function deadlineExceeded(greeter) {
  const soon = { deadline: Date.now() + 300 };
  const late = await failureOf(sayHello(greeter, agreed.NEVER_ANSWERED, new grpc.Metadata(), soon));
  assert.equal(late.code, grpc.status.DEADLINE_EXCEEDED);
  assert.equal((await sayHello(greeter, agreed.NEXT_LEAVER)).reply.message, `Hello, ${agreed.NEVER_ANSWERED}!`);
}

async function cancelMidStream(greeter) {
  const call = greeter.sayHelloStream({ name: agreed.ENDLESS }, patience());
  let read = 0;
  const failure = await failureOf((async () => {
    for await (const reply of call) {
      assert.equal(reply.message, `Hello, ${agreed.ENDLESS}!`);
      if (++read === 3) {
        call.cancel();
      }
    }
  })());
  assert.equal(failure.code, grpc.status.CANCELLED);
  assert.equal((await sayHello(greeter, agreed.NEXT_LEAVER)).reply.message, `Hello, ${agreed.ENDLESS}!`);
}

async function metadataBothWays(greeter) {
  const bytes = [Buffer.from([0, 1, 127, 128, 255]), Buffer.from('två')];
  const metadata = new grpc.Metadata();
  metadata.set(agreed.ECHO, 'plain text, with ~ and "quotes"');
  bytes.forEach((value) => metadata.add(agreed.ECHO_BIN, value));
  const { headers, status } = await sayHello(greeter, 'Ada', metadata);
  for (const received of [headers, status.metadata]) {
    assert.deepEqual(received.get(agreed.ECHO), ['plain text, with ~ and "quotes"']);
    assert.deepEqual(received.get(agreed.ECHO_BIN), bytes);
  }
}

async function statusMessageBeyondAscii(greeter) {
  const refused = await failureOf(sayHello(greeter, agreed.TOO_LONG));
  assert.equal(refused.code, grpc.status.INVALID_ARGUMENT);
  assert.equal(refused.details, agreed.tooLongMessage(agreed.TOO_LONG));
}

async function errorDetails(greeter) {
  const refused = await failureOf(sayHello(greeter, agreed.TOO_LONG));
  const status = RichStatus.deserialize(refused.metadata.get(agreed.DETAILS)[0]);
  assert.equal(status.code, grpc.status.INVALID_ARGUMENT);
  assert.equal(status.message, agreed.tooLongMessage(agreed.TOO_LONG));
  assert.equal(status.details.length, 1);
  assert.equal(status.details[0].type_url, agreed.NAME_PROBLEM_URL);
  const problem = NameProblem.deserialize(status.details[0].value);
  assert.deepEqual(
    { ...problem }, { name: agreed.TOO_LONG, length: agreed.TOO_LONG.length, maxLength: agreed.MAX_LENGTH });
}

async function largeMessages(greeter) {
  const name = 'a'.repeat(MEBIBYTE);
  assert.equal((await sayHelloToAll(greeter, [name])).message, `Hello, ${name}!`);
}

async function gzipBothWays(greeter, target) {
  const tap = await Wiretap.before(target);
  const compressing = new Greeter(tap.target, grpc.credentials.createInsecure(), {
    'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip,
  });
  try {
    const name = 'a'.repeat(MEBIBYTE);
    const metadata = new grpc.Metadata();
    metadata.set(agreed.COMPRESS, 'gzip');
    assert.equal((await sayHelloToAll(compressing, [name], metadata)).message, `Hello, ${name}!`);
    assert.ok(tap.sent < MEBIBYTE / 10, `the request was compressed, yet ${tap.sent} bytes were sent`);
    assert.ok(tap.received < MEBIBYTE / 10, `the reply was compressed, yet ${tap.received} bytes were received`);
  } finally {
    compressing.close();
    tap.close();
  }
}

module.exports = {
  /** What any greeter does, that of the demo too. */
  plain: {
    unary,
    serverStreaming,
    clientStreaming,
    bidiStreaming,
    refusal,
    oneWayAnswersAnEmpty,
    unimplementedMethod,
    largeMessages,
  },

  /** What InteropGreeter does besides. */
  further: {
    oneWayReachesTheHandler,
    deadlineExceeded,
    cancelMidStream,
    metadataBothWays,
    statusMessageBeyondAscii,
    errorDetails,
    gzipBothWays,
  },
};
