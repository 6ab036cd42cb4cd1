package dev.tern.rpc.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import dev.tern.rpc.protobuf.sample.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorDetailsTest {
    private static final Status NOT_FOUND = StatusCode.NOT_FOUND.withMessage("no such sample");

    @Test
    void aMessageTravelsAsADetail() {
        Sample detail = Sample.newBuilder().setNumber(42).build();
        Status status = ErrorDetails.add(NOT_FOUND, detail);
        assertEquals(
                detail, ErrorDetails.first(status, Sample.getDefaultInstance()).orElseThrow());
    }

    @Test
    void theTypeUrlIsTheOneOfAny() {
        assertEquals(
                "type.googleapis.com/tern.rpc.sample.Sample",
                ErrorDetails.pack(Sample.getDefaultInstance()).typeUrl());
    }

    @Test
    void detailsOfOtherTypesAreLeftAlone() {
        Status status = ErrorDetails.add(
                NOT_FOUND,
                Empty.getDefaultInstance(),
                Sample.newBuilder().setNumber(1).build());
        assertEquals(2, status.details().size());
        assertEquals(
                List.of(Sample.newBuilder().setNumber(1).build()),
                ErrorDetails.all(status, Sample.getDefaultInstance()));
    }

    @Test
    void aStatusWithoutSuchADetailGivesNone() {
        assertTrue(ErrorDetails.first(NOT_FOUND, Sample.getDefaultInstance()).isEmpty());
    }

    @Test
    void aDetailWithBrokenBytesIsRefused() {
        Status status =
                NOT_FOUND.withDetail(StatusDetail.of("type.googleapis.com/tern.rpc.sample.Sample", new byte[] {1}));
        assertThrows(UndecodableMessageException.class, () -> ErrorDetails.first(status, Sample.getDefaultInstance()));
    }
}
