'use strict';

// node client.js localhost:50051 [plain|all]: runs the cases against a server, one after another. Says of each whether it
// passed; exit code 0 if all did.

const grpc = require('@grpc/grpc-js');
const cases = require('./cases.js');
const { Greeter } = require('./greeter.js');

async function main(target, which) {
  const chosen = which === 'plain' ? cases.plain : { ...cases.plain, ...cases.further };
  const greeter = new Greeter(target, grpc.credentials.createInsecure());
  for (const [name, run] of Object.entries(chosen)) {
    try {
      await run(greeter, target);
      console.log(`passed: ${name}`);
    } catch (failure) {
      console.log(`FAILED: ${name}: ${failure.stack}`);
      process.exitCode = 1;
    }
  }
  greeter.close();
}

const [target, which = 'all'] = process.argv.slice(2);
if (!target || !['plain', 'all'].includes(which)) {
  console.error('usage: node client.js host:port [plain|all]');
  process.exit(2);
}
main(target, which);
