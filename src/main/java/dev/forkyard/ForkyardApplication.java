package dev.forkyard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the server. */
@SpringBootApplication(proxyBeanMethods = false)
public class ForkyardApplication {

    public static void main(String[] args) {
        SpringApplication.run(ForkyardApplication.class, args);
    }
}
