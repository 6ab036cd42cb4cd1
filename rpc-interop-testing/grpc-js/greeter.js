'use strict';

// The service of both programs here, as grpc-js has it, and what they agree on with their counterparts in Java
// (dev.tern.rpc.interop.js).

const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const root = path.resolve(__dirname, '../..');

const definition = protoLoader.loadSync(
  ['helloworld.proto', 'name_problem.proto', 'google/rpc/status.proto'],
  {
    defaults: true, // an empty name is a name
    includeDirs: [
      path.join(root, 'rpc-examples/src/main/protobuf'),
      path.join(root, 'rpc-codec-protobuf/src/main/protobuf'),
      path.join(__dirname, 'protobuf'),
    ],
  },
);

const RichStatus = definition['google.rpc.Status'];
const NameProblem = definition['tern.examples.NameProblem'];

module.exports = {
  Greeter: grpc.loadPackageDefinition(definition).helloworld.Greeter,
  RichStatus,
  NameProblem,

  /** Where grpc-js leaves the details of a status. */
  DETAILS: 'grpc-status-details-bin',
  NAME_PROBLEM_URL: 'type.googleapis.com/tern.examples.NameProblem',

  /** Names that are greeted in ways of their own; InteropGreeter.java says how. */
  TOO_LONG: 'Wolfeschlegelstein',
  NEVER_ANSWERED: 'Godot',
  ENDLESS: 'Endless',
  NEXT_VISITOR: 'Visitor?',
  NEXT_LEAVER: 'Leaver?',
  MAX_LENGTH: 12,

  /** What is wrong with a name that is too long, with characters of one to four bytes and all that is escaped. */
  tooLongMessage: (name) => `100 % zu lang: „${name}“ – 名前が長すぎる 🐦`,

  /** Metadata that comes back in headers and trailers. */
  ECHO: 'x-echo',
  ECHO_BIN: 'x-echo-bin',

  /** Metadata that asks for compressed replies. */
  COMPRESS: 'x-compress-replies',
};
