'use strict';

// The smallest client there is, as README.md shows it; run it from the root of the repository.

const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const definition = protoLoader.loadSync('helloworld.proto', {
  includeDirs: ['rpc-examples/src/main/protobuf', 'rpc-codec-protobuf/src/main/protobuf'],
});
const { Greeter } = grpc.loadPackageDefinition(definition).helloworld;

const greeter = new Greeter(process.argv[2] ?? 'localhost:50051', grpc.credentials.createInsecure());
greeter.sayHello({ name: 'Ada' }, { deadline: Date.now() + 5000 }, (failure, reply) => {
  console.log(failure ? failure.message : reply.message);
  process.exitCode = failure ? 1 : 0;
  greeter.close();
});
