/**
 * The protoc plugin of Tern: a program that reads what protoc parsed and writes one Java file per service. It exports
 * nothing; build tools start it as a process.
 */
module dev.tern.rpc.protoc {
    requires com.google.protobuf;
    requires static org.jspecify;
}
