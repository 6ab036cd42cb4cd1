/** Uses Tern as a module does: by what it requires, and by no more than what Tern exports. */
module com.example.modular {
    requires dev.tern.rpc;
    requires dev.tern.rpc.netty;
    requires dev.tern.rpc.protobuf;
}
