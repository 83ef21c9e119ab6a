package dev.forkyard.api.guard;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which names the service answers to: those of the loopback interface, and those that the settings add. */
final class HostNames {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final Set<String> more;
    private final boolean any;

    /**
     * @param allowed further names, without ports
     * @param loopbackOnly whether the server can be reached over the loopback interface only; if not, and no name is
     *     allowed, it cannot know by which names it is reached, and takes all
     */
    HostNames(Collection<String> allowed, boolean loopbackOnly) {
        this.more = allowed.stream().map(HostNames::lowerCase).collect(Collectors.toUnmodifiableSet());
        this.any = allowed.isEmpty() && !loopbackOnly;
    }

    /** @param host the value of a Host header */
    boolean accept(String host) {
        String name = PORT.matcher(host).replaceFirst("");
        return any || LOOPBACK.matcher(name).matches() || more.contains(lowerCase(name));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
