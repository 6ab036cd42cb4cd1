package dev.tern.rpc.interop.clients;

import java.util.List;

/** The greeter as a client has it, whatever that is built on. Calls block. */
interface GreeterCalls extends AutoCloseable {
    String greet(String name);

    List<String> greetOften(String name);

    String greetTogether(List<String> names);

    void record(String name);

    @Override
    void close();
}
