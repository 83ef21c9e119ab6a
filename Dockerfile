# The JAR is built and run on the same JDK release. Linters and tests are the business of ./mvnw verify.
FROM docker.io/library/eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -B --no-transfer-progress dependency:go-offline -P '!linters'
COPY src/main src/main
RUN ./mvnw -B --no-transfer-progress package -DskipTests -P '!linters'

FROM docker.io/library/eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin forkyard \
    && install --directory --owner=forkyard --mode=0700 /data
WORKDIR /opt/forkyard
COPY --from=build /build/target/forkyard.jar .
USER forkyard
VOLUME /data
EXPOSE 8080
# Inside a container the loopback is reached by nobody: whoever runs it says on which address the port is published.
ENV SERVER_ADDRESS=0.0.0.0 FORKYARD_DATA_DIRECTORY=/data
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/actuator/health/readiness"]
ENTRYPOINT ["java", "-jar", "forkyard.jar"]
