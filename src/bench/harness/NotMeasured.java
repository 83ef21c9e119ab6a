package harness;

/** Something that cannot be measured here, and why. */
final class NotMeasured extends Exception {

    private static final long serialVersionUID = 1;

    NotMeasured(String why) {
        super(why);
    }
}
