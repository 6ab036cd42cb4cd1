/** Protobuf for Tern: the marshaller, typed error details and the method options. */
module dev.tern.rpc.protobuf {
    requires transitive com.google.protobuf;
    requires transitive dev.tern.rpc;
    requires static org.jspecify;

    exports dev.tern.rpc.protobuf;
}
