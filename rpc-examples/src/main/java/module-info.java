/** Programs to read, run and copy from. Exports nothing: nobody builds on an example. */
module dev.tern.rpc.examples {
    requires dev.tern.rpc;
    requires dev.tern.rpc.netty;
    requires dev.tern.rpc.protobuf;
    requires static org.jspecify;
}
