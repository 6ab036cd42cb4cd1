package dev.tern.rpc.contract;

/** The message of the contract's service. */
public record Text(String value) {
    /** A message whose encoding fails. */
    public static final Text UNENCODABLE = new Text("this text can't be encoded");

    /** A message that is encoded well, and whose decoding fails. */
    public static final Text UNDECODABLE = new Text("this text can't be decoded");

    /** A message of so many bytes. */
    public static Text ofBytes(int bytes) {
        return new Text("x".repeat(bytes));
    }

    /** A message that holds a number. */
    public static Text of(int number) {
        return new Text(Integer.toString(number));
    }

    /** The number that the message holds. */
    public int number() {
        return Integer.parseInt(value);
    }

    /** The value if it is short: what a failed assertion prints. */
    @Override
    public String toString() {
        return value.length() <= 64 ? value : value.length() + " characters";
    }
}
