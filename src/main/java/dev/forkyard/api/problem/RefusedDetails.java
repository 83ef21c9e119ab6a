package dev.forkyard.api.problem;

/** What can be said of a request that was refused before any controller saw it, going by the status alone. */
final class RefusedDetails {

    private RefusedDetails() {}

    static String of(int status) {
        return switch (status) {
            case 400 ->
                "The request is not well-formed HTTP: its request line, a header, its path, its query or the chunks "
                        + "of its body cannot be read, or its headers are too long.";
            case 403 -> "The request is not allowed from where it comes.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "There is no such method here.";
            case 413 -> "The body is too large.";
            case 503 -> "The service cannot answer now; try again.";
            case 501 -> "The header Transfer-Encoding must be chunked, or absent.";
            case 505 -> "The HTTP version must be 1.0 or 1.1.";
            default -> status < 500 ? "The request cannot be read." : "The service failed; its log says why.";
        };
    }
}
